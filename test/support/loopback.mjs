// Tests reach this machine alone. Also preloaded into processes of their own: what one of them was refused it says on its
// error stream, as it may take the refusal for an outage and go on.

import net from "node:net";
import process from "node:process";

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/;
const connect = net.Socket.prototype.connect;

export const refused = [];

/** The host a socket is about to connect to; undefined for a path or a pipe. Node hands over its arguments as an array too. */
const hostOf = (first, second) => {
  if (Array.isArray(first)) return hostOf(first[0], first[1]);
  if (typeof first === "object" && first !== null) {
    if (first.path) return undefined;
    return typeof first.host === "string" ? first.host : "localhost";
  }
  if (typeof first === "string" && Number.isNaN(Number(first))) return undefined;
  return typeof second === "string" ? second : "localhost";
};

net.Socket.prototype.connect = function guarded(...args) {
  const host = hostOf(args[0], args[1]);
  if (host === undefined || LOOPBACK.test(host)) return Reflect.apply(connect, this, args);
  refused.push(host);
  process.stderr.write(`Tests may not reach ${host}\n`);
  return this.destroy(new Error(`Tests may not reach ${host}: only this machine.`));
};
