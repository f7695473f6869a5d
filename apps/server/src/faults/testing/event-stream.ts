/** One event of a stream of server-sent events. */
export interface StreamEvent {
  /** `message` where the server names none. */
  readonly event: string;
  readonly data: string;
}

/** The events of an answer as they come; ends, or throws, with its connection. */
export async function* readEvents(answer: Response): AsyncGenerator<StreamEvent> {
  let rest = '';
  for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (rest + part).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block.split('\n').map((line) => {
          const at = line.indexOf(':');
          return [line.slice(0, at), line.slice(at + 1).trimStart()];
        }),
      );
      if (fields.data !== undefined) yield { event: fields.event ?? 'message', data: fields.data };
    }
  }
}
