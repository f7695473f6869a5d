import dgram from 'node:dgram';
import net from 'node:net';

// Loaded before anything else in a process that reads what somebody sent: whatever a file asks for, and whatever a
// library would do for it, nothing is asked of any network.

function refuse(): never {
  throw new Error('what reads a file has no network');
}

net.Socket.prototype.connect = refuse;
dgram.Socket.prototype.send = refuse;
