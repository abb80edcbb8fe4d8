#!/bin/sh
''':'
# Prints $VAULT_PASSWORD for --vault-password-file. Runs as it is, without Python; `python3 .vault_pass.py` works too.
printf '%s\n' "${VAULT_PASSWORD:?set VAULT_PASSWORD to the password of the vault}"
exit
'''
import os

print(os.environ["VAULT_PASSWORD"])
