/** What each shell reads: it hands the words so far to `provision complete`, and files are left to itself. */
export const completionScripts: Readonly<Record<'bash' | 'zsh' | 'fish', string>> = {
  bash: `_provision() {
  local IFS=$'\\n' current words cut reply
  # A colon or an equals sign ends a word for bash, but not here.
  _get_comp_words_by_ref -n := -c current -w words 2>/dev/null || { current=\${COMP_WORDS[COMP_CWORD]}; words=("\${COMP_WORDS[@]}"); }
  reply=$("\${words[0]}" complete bash -- "\${words[@]:1:COMP_CWORD}" 2>/dev/null)
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    [ -n "$value" ] || continue
    case $value in
      :files) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$current")) ;;
      *) COMPREPLY+=("$(printf '%q' "$value")") ;;
    esac
  done <<<"$reply"
  case \${COMPREPLY[0]-} in *,) compopt -o nospace 2>/dev/null ;; esac
  declare -F __ltrim_colon_completions >/dev/null && __ltrim_colon_completions "$current"
  return 0
}
complete -F _provision provision
`,
  zsh: `#compdef provision
_provision() {
  local -a lines described
  local line value text
  lines=("\${(@f)$("\${words[1]}" complete zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    value=\${line%%$'\\t'*}
    text=\${line#*$'\\t'}
    [[ -n $value ]] || continue
    if [[ $value == :files ]]; then _files; continue; fi
    described+=("\${value//:/\\\\:}:$text")
  done
  (( \${#described} )) && _describe -V provision described
}
if [ "$funcstack[1]" = _provision ]; then _provision "$@"; else compdef _provision provision; fi
`,
  fish: `function __provision_complete
  set -l words (commandline -opc)
  set -l lines ($words[1] complete fish -- $words[2..-1] (commandline -ct) 2>/dev/null)
  for line in $lines
    if test "$line" = :files
      __fish_complete_path (commandline -ct)
    else
      printf '%s\\n' $line
    end
  end
end
complete -c provision -f -a '(__provision_complete)'
`,
};
