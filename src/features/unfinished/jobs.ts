import { defineTick, type Tick } from "../../core/job.ts";
import { askForStep, type ImportListener, moveImport } from "../imports/public.ts";
import { forgetRows } from "../takein/public.ts";
import { readForsaken } from "../turns/public.ts";
import { keptSince } from "./rules.ts";
import { readLeftLying } from "./store.ts";
import { texts } from "./texts.ts";

/** Ends what was looked at and never taken in or through, and forgets the rows of what is over: they name people. */
export const forgetImports = (listeners: readonly ImportListener[]): Tick =>
  defineTick({
    name: "imports.forget",
    async run({ scope, now, change }) {
      const before = keptSince(now);
      for (const { id, state } of await readLeftLying(scope, before)) {
        const why = state === "halted" ? "halfway" : "lay";
        const to = { state: "failed", failure: { en: texts.en[why], zh: texts.zh[why] }, bytes: null } as const;
        await change(async (inside) => {
          if (!(await moveImport(inside, id, { among: [state], to }))) return;
          for (const listener of listeners) await listener.moved(inside, id);
        });
      }
      await forgetRows(scope, { before, now });
    },
  });

/** Goes on with imports whose worker is gone, or whose next try has come. */
export const resumeImports = (): Tick =>
  defineTick({
    name: "imports.resume",
    async run({ scope, now, change }) {
      for (const { id } of await readForsaken(scope, now)) await change((inside) => askForStep(inside, id));
    },
  });
