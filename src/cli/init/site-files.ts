/** The files of a new site, by their paths in it; the vault's are made apart, because they are encrypted. */
export const siteFiles: Readonly<Record<string, string>> = {
  'ansible.cfg': `[defaults]
inventory = inventory
roles_path = roles
vault_password_file = .vault_pass
`,
  '.gitignore': `.vault_pass
*.retry
`,
  '.ansible-lint': `# Rules to leave out, for provision lint and ansible-lint.
skip_list: []
`,
  'provision.yaml': `---
- name: Every host
  hosts: all
  become: true
  roles:
    - greeting
`,
  'inventory/hosts.yml': `---
# Your hosts, in groups. This one is the machine you are at: replace it.
all:
  children:
    web:
      hosts:
        localhost:
          ansible_connection: local
`,
  'inventory/group_vars/all/vars.yml': `---
greeting_text: "Managed by provision, for {{ greeting_owner }}"
greeting_owner: "{{ vault_greeting_owner }}"
`,
  'roles/greeting/defaults/main.yml': `---
greeting_text: Hello
greeting_path: /etc/motd
`,
  'roles/greeting/tasks/main.yml': `---
- name: Greet who logs in
  ansible.builtin.template:
    src: motd.j2
    dest: "{{ greeting_path }}"
    mode: "0644"
  notify: Tell of the new greeting
`,
  'roles/greeting/handlers/main.yml': `---
- name: Tell of the new greeting
  ansible.builtin.debug:
    msg: "{{ greeting_path }} has changed"
`,
  'roles/greeting/templates/motd.j2': `{{ greeting_text }}
This is {{ inventory_hostname }}.
`,
  'README.md': `# A site

    provision doctor          # can it run?
    provision plan            # what would change?
    provision                 # do it

- \`inventory/\` has the hosts and their variables, \`roles/\` what is done, \`provision.yaml\` to whom.
- Secrets are in \`inventory/group_vars/all/vault.yml\`: \`provision vault edit inventory/group_vars/all/vault.yml\`.
  Their password is in \`.vault_pass\`, which git ignores: keep a copy in a safe place, and give it to CI in \`VAULT_PASSWORD\`.
- \`provision trust\` adds the keys of new hosts to known_hosts.
`,
};

/** What the vault holds at first. */
export const vaultText = `---
vault_greeting_owner: nobody in particular
`;
