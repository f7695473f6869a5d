/** Letters by the thousand, as somebody would add them and say of each what is known. */
import { type Api, newId } from '../fixtures/api.ts';

const ministers = ['Bijleveld-Schouten', 'Blok', 'De Jonge', 'Hoekstra', 'Ollongren', 'Van Nieuwenhuizen'];
const words =
  'kabinet dialoog Rusland druk veiligheid verslag toezegging begroting motie onderzoek gemeente uitvoering'.split(
    ' ',
  );

/** Numbers that seem to be in no order, and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A letter of its own: the number stands in each paragraph, so that no two are nearly the same. */
export function letterOf(nth: number): string {
  const next = numbers(nth + 1);
  const say = (count: number) =>
    Array.from({ length: count }, () => `${words[next(words.length)]}${next(97)}`).join(' ');
  const subject = `${words[nth % words.length]} ${say(3)}`;
  const paragraphs = Array.from({ length: 4 }, () => `In stuk ${nth} staat ${say(24)}.`);
  return `Betreft ${subject}\n\n${paragraphs.join('\n\n')}\n`;
}

/** Waits for a job of the server, and fails where that failed. */
async function ended(api: Api, projectId: string, jobId: string): Promise<void> {
  for (;;) {
    const { job } = await api.query<{ job: { state: string } }>('job.get', { projectId, jobId });
    if (job.state === 'done') return;
    if (job.state === 'failed' || job.state === 'cancelled') throw new Error(`a job ${job.state}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Adds so many letters in one import. */
export async function addLetters(api: Api, projectId: string, count: number): Promise<void> {
  const at = { projectId, intakeId: newId() };
  await api.mutate('intake.open', at);
  const cookie = api.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  let next = 0;
  const send = async () => {
    for (let nth = next++; nth < count; nth = next++) {
      const url = `${api.url}/api/projects/${projectId}/intakes/${at.intakeId}/files/${newId()}?path=brief%20${nth}.txt`;
      const answer = await fetch(url, {
        method: 'PUT',
        headers: { cookie, origin: api.url },
        body: letterOf(nth),
      });
      if (!answer.ok) throw new Error(`letter ${nth}: ${answer.status}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all([send(), send(), send()]);
  for (const [procedure, more] of [
    ['intake.read', {}],
    ['intake.add', { opId: newId() }],
  ] as const) {
    const { jobId } = await api.mutate<{ jobId: string }>(procedure, { ...at, ...more });
    await ended(api, projectId, jobId);
  }
}

interface Listed {
  readonly document: { readonly id: string; readonly version: number; readonly title: string };
}

/** Asks again, as the program does, as long as the server is busy. */
async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let left = 20; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0 || !String(error).includes('503')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

/** Says of each document when and by whom it was written, and what a field of the project's own says of it. */
export async function fillIn(api: Api, projectId: string): Promise<void> {
  const list = await patiently(() => api.query<Listed[]>('document.list', { projectId, removed: false }));
  const edits = list.map(({ document: { id, version } }, nth) => {
    const month = String(1 + (nth % 12)).padStart(2, '0');
    return {
      documentId: id,
      version,
      change: {
        date: `${2015 + (nth % 10)}-${month}-${String(1 + (nth % 28)).padStart(2, '0')}`,
        author: ministers[nth % ministers.length],
        addressee: 'de Voorzitter van de Tweede Kamer der Staten-Generaal',
        dossier: String(30_000 + (nth % 400)),
        fields: { Beleidsterrein: words[nth % words.length], Omvang: String((nth * 37) % 900) },
      },
    };
  });
  const opId = newId();
  await patiently(() => api.mutate('document.editMany', { opId, projectId, edits }));
}
