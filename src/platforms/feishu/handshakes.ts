import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";

interface Connecting {
  createConnection(options: Connecting): Socket;
}

/**
 * An agent for the SDK's WebSocket that tells why a handshake failed: the SDK says of none why, and tries again in its
 * own time. Otherwise the connection is made as without an agent.
 */
export const handshakes = (fail: (error: unknown) => void) => ({
  addRequest(request: ClientRequest, options: Connecting): void {
    request.on("error", fail);
    request.on("response", (response) => fail(refusedHandshake(response)));
    request.onSocket(options.createConnection(options));
  },
});

/** Feishu gives its own reason in the headers; whoever else answers on the way has but a status. */
const refusedHandshake = ({ statusCode, headers }: IncomingMessage): Error => {
  const why = headers["handshake-msg"];
  const message = `in answer to the WebSocket handshake${why === undefined ? "" : `: ${String(why)}`}`;
  const data = { code: headers["handshake-autherrcode"] };
  return Object.assign(new Error(message), { response: { status: statusCode, headers, data } });
};
