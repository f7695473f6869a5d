/** The roles of a member in a project, from most to least. */
export const roles = ['owner', 'reviewer', 'coder', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** The roles of a person in an installation. */
export const installationRoles = ['owner', 'member'] as const;
export type InstallationRole = (typeof installationRoles)[number];

/**
 * Who may do what in a project: the one table, asked by the server before every command and sent to the
 * screen so that the two cannot disagree. What may be *seen* is the business of `scope.ts`.
 */
const projectAbilities = {
  'project.read': ['owner', 'reviewer', 'coder', 'viewer'],
  'project.edit': ['owner'],
  'project.delete': ['owner'],
  'member.invite': ['owner'],
  'document.edit': ['owner', 'reviewer'],
  'document.readAgain': ['owner'],
  'codebook.edit': ['owner', 'reviewer'],
  'finding.pin': ['owner', 'reviewer', 'coder'],
  'search.save': ['owner', 'reviewer', 'coder'],
  'annotation.write': ['owner', 'reviewer', 'coder'],
  'round.edit': ['owner'],
  'round.reveal': ['owner'],
  'assignment.edit': ['owner'],
  'blindness.lift': ['owner'],
  'review.write': ['owner', 'reviewer'],
  'reply.write': ['owner', 'reviewer', 'coder'],
  'layer.adjudicate': ['owner', 'reviewer'],
  // Of what members may see they can download all, and so reckon it: to keep figures from a role would hide nothing.
  'agreement.read': ['owner', 'reviewer', 'coder', 'viewer'],
} as const satisfies Record<string, readonly Role[]>;

/** The same for the whole installation, of which one is owner or member whatever one's role in a project. */
const installationAbilities = {
  'project.create': ['owner', 'member'],
  'user.list': ['owner'],
  'user.edit': ['owner'],
  'installation.backup': ['owner'],
  'installation.mail': ['owner'],
} as const satisfies Record<string, readonly InstallationRole[]>;

export type ProjectAbility = keyof typeof projectAbilities;
export type InstallationAbility = keyof typeof installationAbilities;

/** Whether a member with this role may do this. */
export function may(role: Role, ability: ProjectAbility): boolean {
  return (projectAbilities[ability] as readonly Role[]).includes(role);
}

/** Whether a person with this role in the installation may do this. */
export function mayInInstallation(role: InstallationRole, ability: InstallationAbility): boolean {
  return (installationAbilities[ability] as readonly InstallationRole[]).includes(role);
}

/** All that a member with this role may do, in the order of the table. */
export function abilitiesOf(role: Role): ProjectAbility[] {
  return (Object.keys(projectAbilities) as ProjectAbility[]).filter((ability) => may(role, ability));
}
