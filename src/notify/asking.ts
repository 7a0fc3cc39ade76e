import { z } from "zod";
import type { Card } from "../chat/card.ts";

const asking = z.object({
  title: z.string(),
  tone: z.enum(["waiting", "stopped", "plain"]),
  buttons: z.array(z.unknown()).min(1),
});

/** One without buttons, or that says that all is done, asks for nothing any more. */
export const isAsking = (card: unknown): card is Card => asking.safeParse(card).success;
