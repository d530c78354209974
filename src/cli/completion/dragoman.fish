# Completion of dragoman for fish: the program itself says what fits.

complete -c dragoman -a '(dragoman help --complete \
    (commandline -opc) (commandline -ct) 2>/dev/null)'
