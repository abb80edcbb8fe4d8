import { arg, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { connectionArguments, databaseArgument, type Login } from './postgresql/arguments.js';
import { execute, select } from './postgresql/psql.js';
import { checkTrust, identifier, literals } from './postgresql/sql.js';

const names = (doc: string): ReturnType<typeof arg.string> => arg.string({ doc });

export const postgresqlMembership = defineModule({
  name: 'community.postgresql.postgresql_membership',
  summary: 'Make PostgreSQL roles members of others, or no longer.',
  args: {
    ...connectionArguments,
    ...databaseArgument,
    groups: arg.list(names('A role.'))({
      required: true,
      aliases: ['group', 'source_role', 'source_roles'],
      doc: 'The roles to be members of.',
    }),
    target_roles: arg.list(names('A role.'))({
      required: true,
      aliases: ['target_role', 'users', 'user'],
      doc: 'The members.',
    }),
    fail_on_role: arg.boolean({ default: true, doc: 'Fail when a role does not exist.' }),
    state: arg.oneOf(
      'absent',
      'exact',
      'present',
    )({ default: 'present', doc: 'Whether they are members; exact: of these groups only.' }),
  },
  examples: ['community.postgresql.postgresql_membership: { group: readers, target_roles: [grafana] }'],
  *run({ groups, target_roles, fail_on_role, state, ...given }): Conversation<Result> {
    const login: Login = { ...given, database: given.login_db };
    checkTrust(given.trust_input, ...groups, ...target_roles, given.session_role);
    const found = yield* select(login, {
      roles: `SELECT rolname AS name FROM pg_roles WHERE rolname IN (${literals([...groups, ...target_roles])})`,
      members: `SELECT g.rolname AS "group", m.rolname AS member FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles m ON m.oid = a.member WHERE m.rolname IN (${literals(target_roles)})`,
    });
    const known = new Set(found.roles.map(({ name }) => name));
    const missing = [...new Set([...groups, ...target_roles])].filter((name) => !known.has(name));
    const warnings = missing.map((name) => `Role ${name} does not exist`);
    if (fail_on_role && warnings[0] !== undefined) fail(warnings[0]);
    const [there, members] = [groups, target_roles].map((list) => list.filter((name) => known.has(name)));
    const pairs = found.members.map((row) => ({ group: String(row['group']), member: String(row['member']) }));
    const isMember = (group: string, member: string): boolean =>
      pairs.some((pair) => pair.group === group && pair.member === member);
    const grants = new Map(
      (there ?? []).map((group) => [
        group,
        (members ?? []).filter((name) => isMember(group, name) === (state === 'absent')),
      ]),
    );
    const extra = state === 'exact' ? pairs.filter(({ group }) => !groups.includes(group)) : [];
    const verb = (group: string, member: string, isGrant: boolean): string =>
      isGrant
        ? `GRANT ${identifier(group)} TO ${identifier(member)}`
        : `REVOKE ${identifier(group)} FROM ${identifier(member)}`;
    const sql = [
      ...extra.map(({ group, member }) => verb(group, member, false)),
      ...[...grants].flatMap(([group, list]) => list.map((member) => verb(group, member, state !== 'absent'))),
    ];
    if (sql.length > 0) yield* execute(login, { what: 'change memberships', sql });
    const lists = Object.fromEntries(grants);
    const revoked: Record<string, string[]> = {};
    for (const { group, member } of extra) (revoked[group] ??= []).push(member);
    return {
      changed: sql.length > 0,
      state,
      groups: there,
      target_roles: members,
      queries: sql,
      ...(state === 'absent' ? { revoked: lists } : { granted: lists }),
      ...(state === 'exact' ? { revoked } : {}),
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  },
});
