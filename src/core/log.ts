import { type Logger, pino } from "pino";

export type Log = Logger;

/** Secrets and what people wrote never reach the log, whatever object is handed to it. */
export const createLog = (level: string): Log =>
  pino({
    level,
    redact: {
      paths: [
        "token",
        "*.token",
        "authorization",
        "*.authorization",
        "headers.authorization",
        "password",
        "*.password",
        "text",
        "*.text",
        "blocks",
        "*.blocks",
        "view",
        "*.view",
      ],
      censor: "[redacted]",
    },
  });
