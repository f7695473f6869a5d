import type { ProjectDetail } from '@koersvast/contracts';
import { livingVerdictKinds, usualVerdictKinds } from '@koersvast/core';
import { useTranslation } from 'react-i18next';

export interface ReasonKind {
  readonly id: string;
  readonly name: string;
}

type UsualKind = (typeof usualVerdictKinds)[number];

function isUsual(id: string): id is UsualKind {
  return (usualVerdictKinds as readonly string[]).includes(id);
}

/** The kinds of reasons that can be given in a project, and the name of each, retired ones too. */
export function useKinds(project: ProjectDetail): {
  readonly kinds: readonly ReasonKind[];
  nameOf(id: string): string;
} {
  const { t } = useTranslation('compare');
  const own = project.project.verdictKinds;
  // One whose making was undone after somebody chose it has only the words in its id.
  const nameOf = (id: string) =>
    own.find((kind) => kind.id === id)?.name ?? (isUsual(id) ? t(`reason.${id}`) : id.replaceAll('_', ' '));
  return { kinds: livingVerdictKinds(own).map((id) => ({ id, name: nameOf(id) })), nameOf };
}
