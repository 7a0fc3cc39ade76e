import { z } from "zod";
import { defineAction } from "../../chat/card.ts";

export const explainWorth = defineAction("worth.explain", z.object({ id: z.uuid() }));
