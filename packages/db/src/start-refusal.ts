/** A refusal to start whose message is the whole explanation: one sentence for the person who started it. */
export class StartRefusal extends Error {
  override name = 'StartRefusal';
}
