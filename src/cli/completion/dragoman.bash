# Completion of dragoman for bash: the program itself says what fits.

_dragoman() {
  local word=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
  [ "$word" != : ] && [ "${COMP_WORDS[COMP_CWORD - 1]}" != : ] || return 0
  COMPREPLY=($("$1" help --complete "${COMP_WORDS[@]:0:COMP_CWORD + 1}" \
    2>/dev/null))
  # A key of a query is followed by its value at once.
  [[ ${COMPREPLY[0]-} != *: ]] || compopt -o nospace 2>/dev/null
}
complete -o default -F _dragoman dragoman
