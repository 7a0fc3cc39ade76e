import { afterEach } from "vitest";
import { refused } from "./loopback.mjs";

/** Also where the code under test took the refusal for an outage and went on. */
afterEach(() => {
  const hosts = refused.splice(0);
  if (hosts.length > 0) throw new Error(`A test tried to reach ${hosts.join(", ")}: only this machine is allowed.`);
});
