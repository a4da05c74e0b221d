# bash completion for tui-crm

# What the option $2 of the command $1 takes: sets takes, and offered for a choice.
_tui_crm_option() {
  case "$1 $2" in
    ' --db') takes=file ;;
    ' --as') takes=text ;;
    ' --lang') takes=choice offered=(en pl) ;;
    ' --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'demo --db') takes=file ;;
    'demo --as') takes=text ;;
    'demo --lang') takes=choice offered=(en pl) ;;
    'demo --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'today --db') takes=file ;;
    'today --as') takes=text ;;
    'today --lang') takes=choice offered=(en pl) ;;
    'today --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'today --employee') takes=text ;;
    'digest --db') takes=file ;;
    'digest --as') takes=text ;;
    'digest --lang') takes=choice offered=(en pl) ;;
    'digest --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'digest --employee') takes=text ;;
    'activities --db') takes=file ;;
    'activities --as') takes=text ;;
    'activities --lang') takes=choice offered=(en pl) ;;
    'activities --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'activities --view') takes=text ;;
    'activities --employee') takes=text ;;
    'activities --contractor') takes=text ;;
    'activities --kind') takes=choice offered=(contact meeting task) ;;
    'activities --outcome') takes=text ;;
    'activities --without') takes=choice offered=(number next_step) ;;
    'activities --since') takes=text ;;
    'activities --until') takes=text ;;
    'activities --state') takes=choice offered=(open overdue waiting completed cancelled) ;;
    'activities --limit') takes=text ;;
    'show --db') takes=file ;;
    'show --as') takes=text ;;
    'show --lang') takes=choice offered=(en pl) ;;
    'show --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'contractors --db') takes=file ;;
    'contractors --as') takes=text ;;
    'contractors --lang') takes=choice offered=(en pl) ;;
    'contractors --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'contractors --limit') takes=text ;;
    'contractors --employee') takes=text ;;
    'contractors --without') takes=choice offered=(number next_step) ;;
    'persons --db') takes=file ;;
    'persons --as') takes=text ;;
    'persons --lang') takes=choice offered=(en pl) ;;
    'persons --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'persons --limit') takes=text ;;
    'persons --without') takes=choice offered=(number) ;;
    'who --db') takes=file ;;
    'who --as') takes=text ;;
    'who --lang') takes=choice offered=(en pl) ;;
    'who --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'who --limit') takes=text ;;
    'find --db') takes=file ;;
    'find --as') takes=text ;;
    'find --lang') takes=choice offered=(en pl) ;;
    'find --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'find --limit') takes=text ;;
    'employees --db') takes=file ;;
    'employees --as') takes=text ;;
    'employees --lang') takes=choice offered=(en pl) ;;
    'employees --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'employees --limit') takes=text ;;
    'operators --db') takes=file ;;
    'operators --as') takes=text ;;
    'operators --lang') takes=choice offered=(en pl) ;;
    'operators --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'operators --limit') takes=text ;;
    'dictionaries --db') takes=file ;;
    'dictionaries --as') takes=text ;;
    'dictionaries --lang') takes=choice offered=(en pl) ;;
    'dictionaries --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'dictionaries --limit') takes=text ;;
    'init --db') takes=file ;;
    'init --as') takes=text ;;
    'init --lang') takes=choice offered=(en pl) ;;
    'init --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'init --group') takes=text ;;
    'init --administrator') takes=text ;;
    'backup --db') takes=file ;;
    'backup --as') takes=text ;;
    'backup --lang') takes=choice offered=(en pl) ;;
    'backup --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'backup --keep') takes=text ;;
    'restore --db') takes=file ;;
    'restore --as') takes=text ;;
    'restore --lang') takes=choice offered=(en pl) ;;
    'restore --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'restore --to') takes=file ;;
    'check --db') takes=file ;;
    'check --as') takes=text ;;
    'check --lang') takes=choice offered=(en pl) ;;
    'check --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'keys --db') takes=file ;;
    'keys --as') takes=text ;;
    'keys --lang') takes=choice offered=(en pl) ;;
    'keys --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'completion --db') takes=file ;;
    'completion --as') takes=text ;;
    'completion --lang') takes=choice offered=(en pl) ;;
    'completion --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'man --db') takes=file ;;
    'man --as') takes=text ;;
    'man --lang') takes=choice offered=(en pl) ;;
    'man --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'help --db') takes=file ;;
    'help --as') takes=text ;;
    'help --lang') takes=choice offered=(en pl) ;;
    'help --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'employee --db') takes=file ;;
    'employee --as') takes=text ;;
    'employee --lang') takes=choice offered=(en pl) ;;
    'employee --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'employee add --db') takes=file ;;
    'employee add --as') takes=text ;;
    'employee add --lang') takes=choice offered=(en pl) ;;
    'employee add --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'employee add --position') takes=text ;;
    'employee add --department') takes=text ;;
    'employee add --phone') takes=text ;;
    'employee add --email') takes=text ;;
    'operator --db') takes=file ;;
    'operator --as') takes=text ;;
    'operator --lang') takes=choice offered=(en pl) ;;
    'operator --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'operator add --db') takes=file ;;
    'operator add --as') takes=text ;;
    'operator add --lang') takes=choice offered=(en pl) ;;
    'operator add --theme') takes=choice offered=(auto dark light contrast sixteen plain) ;;
    'operator add --employee') takes=text ;;
    'operator add --role') takes=choice offered=(operator manager administrator) ;;
    *) return 1 ;;
  esac
}

# What may be the argument number $2 of the command $1, counted from 0.
_tui_crm_argument() {
  case "$1 $2" in
    ' 0') takes=choice offered=(demo today digest activities show contractors persons who find employees operators dictionaries init backup restore check keys completion man help employee operator) ;;
    'digest '[0-9]*) takes=text ;;
    'show 0') takes=text ;;
    'contractors '[0-9]*) takes=text ;;
    'persons '[0-9]*) takes=text ;;
    'who '[0-9]*) takes=text ;;
    'find '[0-9]*) takes=text ;;
    'employees '[0-9]*) takes=text ;;
    'operators '[0-9]*) takes=text ;;
    'dictionaries 0') takes=text ;;
    'init 0') takes=file ;;
    'backup 0') takes=file ;;
    'restore 0') takes=file ;;
    'completion 0') takes=choice offered=(bash zsh fish) ;;
    'help 0') takes=text ;;
    'employee 0') takes=choice offered=(add) ;;
    'employee add 0') takes=text ;;
    'employee add 1') takes=text ;;
    'employee add 2') takes=text ;;
    'operator 0') takes=choice offered=(add) ;;
    'operator add 0') takes=text ;;
  esac
}

# The options of the command $1.
_tui_crm_options() {
  case "$1" in
    '') offered=(-h --help --version --db --as --lang --theme) ;;
    demo) offered=(-h --help --db --as --lang --theme --no-ui) ;;
    today) offered=(-h --help --db --as --lang --theme --json --employee) ;;
    digest) offered=(-h --help --db --as --lang --theme --json --all --employee) ;;
    activities) offered=(-h --help --db --as --lang --theme --json --view --all --employee --contractor --kind --outcome --without --since --until --state --open --completed --limit) ;;
    show) offered=(-h --help --db --as --lang --theme --json) ;;
    contractors) offered=(-h --help --db --as --lang --theme --json --limit --employee --without) ;;
    persons) offered=(-h --help --db --as --lang --theme --json --limit --without) ;;
    who) offered=(-h --help --db --as --lang --theme --json --limit) ;;
    find) offered=(-h --help --db --as --lang --theme --json --limit) ;;
    employees) offered=(-h --help --db --as --lang --theme --json --limit) ;;
    operators) offered=(-h --help --db --as --lang --theme --json --limit) ;;
    dictionaries) offered=(-h --help --db --as --lang --theme --json --limit) ;;
    init) offered=(-h --help --db --as --lang --theme --group --administrator) ;;
    backup) offered=(-h --help --db --as --lang --theme --json --keep) ;;
    restore) offered=(-h --help --db --as --lang --theme --to) ;;
    check) offered=(-h --help --db --as --lang --theme --json --repair) ;;
    keys) offered=(-h --help --db --as --lang --theme --json) ;;
    completion) offered=(-h --help --db --as --lang --theme) ;;
    man) offered=(-h --help --db --as --lang --theme) ;;
    help) offered=(-h --help --db --as --lang --theme) ;;
    employee) offered=(-h --help --db --as --lang --theme) ;;
    'employee add') offered=(-h --help --db --as --lang --theme --json --position --department --phone --email) ;;
    operator) offered=(-h --help --db --as --lang --theme) ;;
    'operator add') offered=(-h --help --db --as --lang --theme --json --employee --role) ;;
  esac
}

# Whether $1 is a command.
_tui_crm_is_command() {
  case "$1" in
    demo | today | digest | activities | show | contractors | persons | who | find | employees | operators | dictionaries | init | backup | restore | check | keys | completion | man | help | employee | 'employee add' | operator | 'operator add') return 0 ;;
    *) return 1 ;;
  esac
}

_tui_crm() {
  local current=${COMP_WORDS[COMP_CWORD]} command='' option='' held='' ended='' joined=''
  local takes='' word one quoted i count=0
  local -a offered=()
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    # Bash splits words at "=" and ":", which belong to the value of an option.
    if [[ $word == : ]]; then
      option=$held
    elif [[ -n $option ]]; then
      [[ $word == = ]] || { held=$option option=''; }
    elif [[ -z $ended && $word == -- ]]; then
      ended=yes
    elif [[ -z $ended && $word == -* ]]; then
      held=''
      if [[ $word != *=* ]] && _tui_crm_option "$command" "$word" && [[ -n $takes ]]; then
        option=$word
      fi
    elif _tui_crm_is_command "${command:+$command }$word" && ((count == 0)); then
      held='' command=${command:+$command }$word
    else
      held='' count=$((count + 1))
    fi
  done
  takes='' offered=()
  if [[ -z $option && -z $ended && $current == --*=* ]]; then
    # Where "=" does not split words.
    option=${current%%=*} joined=${current%%=*}= current=${current#*=}
  fi
  if [[ -n $option ]]; then
    [[ $current != = ]] || current=''
    _tui_crm_option "$command" "$option"
  elif [[ -z $ended && $current == -* ]]; then
    _tui_crm_options "$command"
  else
    _tui_crm_argument "$command" "$count"
  fi
  if [[ $takes == file ]]; then
    # Readline completes file names better than any list: tildes, quotes and blanks.
    compopt -o default 2>/dev/null
    return
  fi
  for one in "${offered[@]}"; do
    if [[ $one == "$current"* ]]; then
      printf -v quoted %q "$one"
      COMPREPLY+=("$joined$quoted")
    fi
  done
}

complete -F _tui_crm tui-crm
