import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

/** A connection on which a test says exactly what it wants. */
export interface RawSocket {
  /** Everything that has been answered so far. */
  readonly answer: () => string;
  readonly send: (text: string | Uint8Array) => void;
  /** Resolves when the server has hung up. */
  readonly closed: Promise<void>;
}

/** Opens a connection, which is closed after the test. */
export async function rawSocket(url: string): Promise<RawSocket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return { answer: () => answer, send: (text) => void socket.write(text), closed };
}

/** Sends one text on a connection of its own. @returns what is answered until the server hangs up */
export async function exchange(url: string, text: string | Uint8Array): Promise<RawAnswer> {
  const socket = await rawSocket(url);
  socket.send(text);
  await socket.closed;
  return parseAnswer(socket.answer());
}

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
  /** Undefined when the body is not JSON. */
  readonly json: any;
}

function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [head, body] = [text.slice(0, end), text.slice(end + 4)];
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    json = undefined;
  }
  return { status: Number(text.split(' ', 2)[1]), head, body, json };
}
