import { from } from "../../src/data/client.ts";
import { importListener } from "../../src/features/importing/public.ts";
import { workOn } from "../../src/features/imports/public.ts";
import type { withConversation } from "./conversation.ts";

/** A file as somebody drops it in a chat. */
export const given = (name: string, text: string | Buffer) => {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  return { name, size: bytes.length, read: async () => bytes };
};

/** What is under way goes on to its end, and its card is brought. */
export const importsGoOn = async (house: ReturnType<typeof withConversation>): Promise<void> => {
  const state = { in: ["planning" as const, "applying" as const, "undoing" as const] };
  for (const { id } of await from({ database: house.database.handle }).import.findMany({ where: { state } }))
    await workOn(house.jobContext(), id, { listeners: [importListener] });
  await house.delivers();
};
