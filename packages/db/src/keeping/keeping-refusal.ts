/** A backup, restore or purge that cannot be. The message is the whole explanation: what is wrong, what to do. */
export class KeepingRefusal extends Error {
  override name = 'KeepingRefusal';
}
