import net from "node:net";
import { afterEach } from "vitest";

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/;
const refused: string[] = [];
const connect = net.Socket.prototype.connect;

/** The host a socket is about to connect to; undefined for a path or a pipe. Node hands over its arguments as an array too. */
function hostOf(first: unknown, second: unknown): string | undefined {
  if (Array.isArray(first)) return hostOf(first[0], first[1]);
  if (typeof first === "object" && first !== null) {
    if ("path" in first && first.path) return undefined;
    return "host" in first && typeof first.host === "string" ? first.host : "localhost";
  }
  if (typeof first === "string" && Number.isNaN(Number(first))) return undefined;
  return typeof second === "string" ? second : "localhost";
}

net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]): net.Socket {
  const host = hostOf(args[0], args[1]);
  if (host === undefined || LOOPBACK.test(host)) return Reflect.apply(connect, this, args);
  refused.push(host);
  return this.destroy(new Error(`Tests may not reach ${host}: only this machine.`));
};

/** Also where the code under test took the refusal for an outage and went on. */
afterEach(() => {
  const hosts = refused.splice(0);
  if (hosts.length > 0) throw new Error(`A test tried to reach ${hosts.join(", ")}: only this machine is allowed.`);
});
