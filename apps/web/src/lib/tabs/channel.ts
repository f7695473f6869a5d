/** Messages between the tabs of one browser. */
export interface Channel<Message> {
  /** Reaches every other tab, not this one. */
  post(message: Message): void;
  listen(hear: (message: Message) => void): () => void;
  close(): void;
}

/** A channel under a name; where the browser has none, every tab stands alone. */
export function openChannel<Message>(name: string): Channel<Message> {
  if (typeof BroadcastChannel === 'undefined') {
    return { post: () => {}, listen: () => () => {}, close: () => {} };
  }
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen: (hear) => {
      const onMessage = (event: MessageEvent<Message>) => hear(event.data);
      channel.addEventListener('message', onMessage);
      return () => channel.removeEventListener('message', onMessage);
    },
    close: () => channel.close(),
  };
}
