import type { Log } from "../../core/log.ts";

/**
 * The SDK's log lines in ours. It logs whole requests when they fail, customers' data in them, so nothing of an object
 * is written but its message; what failed is told by whoever asked.
 */
export const quietLogger = (log: Log) => {
  const line = (parts: readonly unknown[]): string =>
    parts
      .flat(3)
      .map(wordOf)
      .filter((word) => word !== "")
      .join(" ")
      .slice(0, 300);
  const silent = () => undefined;
  return {
    fatal: (...parts: unknown[]) => log.error({ from: "feishu sdk" }, line(parts)),
    error: (...parts: unknown[]) => log.warn({ from: "feishu sdk" }, line(parts)),
    warn: (...parts: unknown[]) => log.warn({ from: "feishu sdk" }, line(parts)),
    info: silent,
    debug: silent,
    trace: silent,
  };
};

const SECRET = /(?:ticket|token|secret|access_key)=[^&\s]+/gi;

const wordOf = (part: unknown): string => {
  if (typeof part === "string") return part.replace(SECRET, "…");
  if (typeof part === "number") return String(part);
  if (typeof part !== "object" || part === null) return "";
  const said = ["code", "message", "msg"].map((key) => Reflect.get(part, key));
  return said.filter((word) => typeof word === "string" || typeof word === "number").join(" ");
};
