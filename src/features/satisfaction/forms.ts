import { z } from "zod";
import { defineAction } from "../../chat/card.ts";
import { SPANS, type Span, WAYS } from "./rules.ts";

const show = z.object({
  way: z.enum(WAYS),
  months: z.literal([...SPANS]).transform((months): Span => months),
  page: z.int().min(0).max(1000),
});
export type Shown = z.output<typeof show>;
/** Results put side by side. */
export const showResults = defineAction("satisfaction.show", show);
