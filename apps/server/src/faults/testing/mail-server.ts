import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Where a mail server can stand still: before it takes any of a mail, or when it has all of it. */
export type Stage = 'DATA' | 'last byte';

/** A mail server that says nothing more once a conversation has come to a stage, so that whoever sends can be killed there. */
export interface HoldingMailServer {
  readonly url: string;
  /** The mails that it has, each time that it was given one. */
  readonly taken: string[];
  /** The next conversation stops there; resolves when it has. */
  hold(stage: Stage): Promise<void>;
  close(): Promise<void>;
}

export async function openHoldingMailServer(): Promise<HoldingMailServer> {
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  let held: { readonly stage: Stage; readonly come: () => void } | null = null;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.write('220 mail.example.org\r\n');
    let body: string | null = null;
    const answer = (line: string, stage?: Stage) => {
      if (stage === undefined || held?.stage !== stage) return socket.write(`${line}\r\n`);
      held.come();
      held = null;
    };
    socket.on('data', (chunk) => {
      if (body === null) {
        if (!/^DATA/i.test(chunk.toString())) return answer('250 ok');
        body = '';
        return answer('354 go on', 'DATA');
      }
      body += chunk.toString();
      if (!body.endsWith('\r\n.\r\n')) return;
      taken.push(body);
      body = null;
      answer('250 taken', 'last byte');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    hold: (stage) =>
      new Promise((come) => {
        held = { stage, come };
      }),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
