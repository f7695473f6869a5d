import { client, queryClient, trpc } from '../../data/trpc.ts';
import { at } from '../../lib/base.ts';
import { wait } from '../../lib/retry-delay.ts';
import { persist } from './persist.ts';
import { sendFile } from './send-file.ts';
import { createUploader, type Uploader } from './uploader.ts';

/** An intake of one's own in a project. */
export interface IntakePlace {
  readonly projectId: string;
  readonly intakeId: string;
}

/** The address of one file of an intake: there its bytes are sent, and there they are. */
export function fileUrl({ projectId, intakeId }: IntakePlace, fileId: string): string {
  return at(`/api/projects/${projectId}/intakes/${intakeId}/files/${fileId}`);
}

const uploaders = new Map<string, Uploader>();

/** What sends the files of an intake: the same for as long as this page is there, whatever screen is shown. */
export function uploaderOf(place: IntakePlace): Uploader {
  const known = uploaders.get(place.intakeId);
  if (known !== undefined) return known;
  const made = createUploader(place.intakeId, {
    url: (id, path) => `${fileUrl(place, id)}?path=${encodeURIComponent(path)}`,
    // Under the id that was made here: it is opened once, however often it is asked for.
    open: async () => {
      await persist(() => client.intake.open.mutate(place), Number.POSITIVE_INFINITY);
      void queryClient.invalidateQueries(trpc.intake.list.queryFilter({ projectId: place.projectId }));
    },
    send: sendFile,
    wait,
  });
  uploaders.set(place.intakeId, made);
  return made;
}

const drafts = new Map<string, Map<string, string>>();

/** What was written in fields of an intake and is not stored, by item and detail: for as long as this page is there. */
export function draftsOf({ intakeId }: IntakePlace): Map<string, string> {
  const made = drafts.get(intakeId) ?? new Map<string, string>();
  drafts.set(intakeId, made);
  return made;
}

/** Lets go of what an intake that is over had to send. */
export function forgetUploader({ intakeId }: IntakePlace): void {
  drafts.delete(intakeId);
  uploaders.get(intakeId)?.end();
  uploaders.delete(intakeId);
}
