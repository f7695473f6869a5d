import { randomUUIDv7 } from 'node:crypto';
import { type Endpoint, editors, members, owners } from './endpoint.ts';
import { linkToken, ofProject, opId, password, preferences, projectVersion } from './inputs.ts';

/** The installation, who uses it, and their projects. */
export const aboutPeople: Readonly<Record<string, Endpoint>> = {
  'demo.add': { for: 'people', input: () => ({ letters: 1 }) },
  'installation.people': { for: 'installation owners', input: () => ({}) },
  'installation.setRole': {
    for: 'installation owners',
    input: async (scene) => ({ personId: (await scene.freshMember()).personId, role: 'owner' }),
  },
  'installation.correctName': {
    for: 'installation owners',
    input: async (scene) => ({ personId: (await scene.freshMember()).personId, name: 'Somebody else' }),
  },
  'installation.setRetired': {
    for: 'installation owners',
    input: async (scene) => ({ personId: (await scene.freshMember()).personId, retired: true }),
  },
  'installation.endSessions': {
    for: 'installation owners',
    input: async (scene) => ({ personId: (await scene.freshMember()).personId }),
  },
  'installation.resetFactor': {
    for: 'installation owners',
    input: async (scene) => ({ personId: (await scene.freshMember()).personId }),
  },
  'installation.settings': { for: 'installation owners', input: () => ({}) },
  'installation.demandFactor': { for: 'installation owners', input: () => ({ demanded: false }) },
  'installation.accountEvents': { for: 'installation owners', input: () => ({}) },
  'installation.mail': { for: 'installation owners', input: () => ({}) },
  'installation.settleMail': {
    for: 'installation owners',
    refused: 'not_found',
    input: () => ({ mailId: randomUUIDv7(), again: true }),
  },
  'installation.backups': { for: 'installation owners', input: () => ({}) },
  'installation.backUp': { for: 'installation owners', input: () => ({}) },
  'job.list': { for: 'people', input: () => ({}) },
  'job.get': {
    for: editors,
    hidden: true,
    input: async (scene) => ({ ...ofProject(scene), jobId: await scene.ownJob() }),
  },
  'job.cancel': {
    for: editors,
    hidden: true,
    input: async (scene) => ({ ...ofProject(scene), jobId: await scene.ownJob() }),
  },
  'job.follow': { for: 'people', input: () => ({}) },
  'member.invite': {
    for: owners,
    input: (scene) => ({ opId: opId(), ...ofProject(scene), id: randomUUIDv7(), role: 'coder' }),
  },
  'member.mailInvitation': {
    for: owners,
    refused: 'mail_not_set_up',
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      invitationId: await scene.freshInvitation(),
      mail: { address: 'somebody@example.org', language: 'nl' },
    }),
  },
  'member.invitations': { for: owners, input: ofProject },
  'member.revokeInvitation': {
    for: owners,
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      invitationId: await scene.freshInvitation(),
    }),
  },
  'member.edit': {
    for: owners,
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      memberId: (await scene.freshMember()).id,
      version: 1,
      change: { role: 'viewer' },
    }),
  },
  'member.describe': {
    for: owners,
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      memberId: (await scene.freshMember()).id,
      version: 1,
      change: { training: 'Two sessions', trainingHours: 6 },
    }),
  },
  'member.invitation': { for: 'everybody', input: () => ({ token: linkToken }) },
  'member.join': {
    for: 'everybody',
    refused: 'link_not_valid',
    input: () => ({ token: linkToken, newcomer: { name: 'New', email: 'new@example.org', password } }),
  },
  'project.list': { for: 'people', input: () => ({}) },
  'project.get': { for: members, input: ofProject },
  'project.create': {
    for: 'people',
    input: () => ({ opId: opId(), id: randomUUIDv7(), name: 'Another study', language: 'nl' }),
  },
  'project.recountSeen': { for: owners, input: ofProject },
  'project.edit': {
    for: owners,
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      version: await projectVersion(scene),
      change: { name: 'Renamed' },
    }),
  },
  'project.delete': {
    for: owners,
    refused: 'name_does_not_match',
    input: async (scene) => ({
      opId: opId(),
      ...ofProject(scene),
      version: await projectVersion(scene),
      name: 'Not its name',
    }),
  },
  'provider.signIn': {
    for: 'everybody',
    refused: 'provider_not_set_up',
    input: () => ({ next: '/account' }),
  },
  'provider.join': { for: 'everybody', refused: 'link_not_valid', input: () => ({ token: linkToken }) },
  'provider.link': { for: 'people', refused: 'provider_not_set_up', input: () => ({ password }) },
  // Here nobody has a cookie, and so no session that could be confirmed.
  'provider.confirm': { for: 'people', refused: 'not_signed_in', input: () => ({}) },
  'provider.unlink': { for: 'people', refused: 'not_signed_in', input: () => ({ password }) },
  'session.current': { for: 'everybody', input: () => ({}) },
  'session.signIn': {
    for: 'everybody',
    refused: 'wrong_credentials',
    input: () => ({ email: 'nobody@example.org', password }),
  },
  'session.signOut': { for: 'everybody', input: () => ({ everywhere: false }) },
  'session.changePassword': {
    for: 'people',
    // Here nobody has a cookie, and so no session whose password could change.
    refused: 'not_signed_in',
    input: () => ({ current: 'not the one', next: password }),
  },
  'session.stopMail': {
    for: 'everybody',
    refused: 'link_not_valid',
    input: () => ({ token: 'x'.repeat(64) }),
  },
  'session.askReset': {
    for: 'everybody',
    refused: 'mail_not_set_up',
    input: () => ({ email: 'somebody@example.org', language: 'nl' }),
  },
  'session.resetLink': { for: 'everybody', input: () => ({ token: linkToken }) },
  'session.resetPassword': {
    for: 'everybody',
    refused: 'link_not_valid',
    input: () => ({ token: linkToken, next: password }),
  },
  'session.setName': { for: 'people', input: () => ({ name: 'Somebody' }) },
  'session.changeEmail': {
    for: 'people',
    refused: 'not_signed_in',
    input: () => ({ email: 'somebody.else@example.org', password }),
  },
  'session.setPreferences': { for: 'people', input: () => preferences },
  'session.firstOwnerLink': { for: 'everybody', input: () => ({ token: linkToken }) },
  'session.createFirstOwner': {
    for: 'everybody',
    refused: 'link_not_valid',
    input: () => ({ token: linkToken, name: 'First', email: 'first@example.org', password }),
  },
  // Here nobody has a cookie, and so no session that could be told from others.
  'session.sessions': { for: 'people', refused: 'not_signed_in', input: () => ({}) },
  'session.endSession': {
    for: 'people',
    refused: 'not_signed_in',
    input: () => ({ id: randomUUIDv7() }),
  },
  'session.endOtherSessions': { for: 'people', refused: 'not_signed_in', input: () => ({}) },
  'factor.state': { for: 'people', input: () => ({}) },
  // Here nobody has a cookie, and so no session whose password could be asked for.
  'factor.begin': { for: 'people', refused: 'not_signed_in', input: () => ({ password }) },
  'factor.confirm': { for: 'people', refused: 'not_found', input: () => ({ code: '123456' }) },
  'factor.renewCodes': {
    for: 'people',
    refused: 'not_signed_in',
    input: () => ({ password, code: '123456' }),
  },
  'factor.end': { for: 'people', refused: 'not_signed_in', input: () => ({ password, code: '123456' }) },
  'factor.beginAtSignIn': {
    for: 'everybody',
    refused: 'wrong_credentials',
    input: () => ({ email: 'nobody.begins@example.org', password }),
  },
  'factor.confirmAtSignIn': {
    for: 'everybody',
    refused: 'wrong_credentials',
    input: () => ({ email: 'nobody.confirms@example.org', password, code: '123456' }),
  },
  'session.apiTokens': { for: 'people', input: () => ({}) },
  'session.createApiToken': {
    for: 'people',
    refused: 'not_signed_in',
    input: () => ({ label: 'R at home', days: 30, password }),
  },
  'session.revokeApiToken': { for: 'people', refused: 'not_found', input: () => ({ id: randomUUIDv7() }) },
};
