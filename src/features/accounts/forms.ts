import { z } from "zod";
import { defineForm, people } from "../../chat/form.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { texts } from "./texts.ts";

/** An admin says which person of their platform a member is. */
export const linkForm = defineForm({
  id: "accounts.link",
  params: z.object({ id: z.uuid(), name: z.string(), platform: z.string() }),
  sample: { id: "00000000-0000-4000-8000-000000000000", name: "x".repeat(200), platform: "y".repeat(20) },
  build: (language, { name, platform }) => {
    const t = texts[language];
    const label = t.formPerson({ platform: sayPlatform(platform, language) });
    return {
      title: t.formTitle,
      submit: t.formSubmit,
      intro: [name],
      fields: { person: people({ label, hint: t.formHint, max: 1 }) },
    };
  },
});
