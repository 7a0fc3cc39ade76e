import { z } from "zod";
import { defineAction } from "../../chat/card.ts";

/** Opens the form of the company's facts. */
export const editCompany = defineAction("setup.editCompany", z.object({}));
