import type { ProjectDetail } from '@koersvast/contracts';
import { isUsualVerdictKind, livingVerdictKinds } from '@koersvast/core/review';
import { useTranslation } from 'react-i18next';

export interface ReasonKind {
  readonly id: string;
  readonly name: string;
}

interface Kinds {
  readonly kinds: readonly ReasonKind[];
  /** The name of each, retired ones too. */
  nameOf(id: string): string;
}

/** What a kind is called that has no name of its own: a usual one in the words of the language. */
export function useUsualName(): (id: string) => string {
  const { t } = useTranslation('compare');
  // One whose making was undone after somebody chose it has only the words in its id.
  return (id) => (isUsualVerdictKind(id) ? t(`reason.${id}`) : id.replaceAll('_', ' '));
}

/** The kinds of reasons that can be given in a project, and what each is called. */
export function useKinds(project: ProjectDetail): Kinds {
  const usualName = useUsualName();
  const own = project.project.verdictKinds;
  const nameOf = (id: string) => own.find((kind) => kind.id === id)?.name || usualName(id);
  return { kinds: livingVerdictKinds(own).map((id) => ({ id, name: nameOf(id) })), nameOf };
}
