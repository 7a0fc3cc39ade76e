import { z } from "zod";
import { choice, defineForm, type Search } from "../../chat/form.ts";
import { LISTS, listsFor } from "../listings/public.ts";
import { texts } from "./texts.ts";

const findLists: Search<unknown> = async ({ scope, language }, typed) => {
  const wanted = typed.trim().toLowerCase();
  const offered = listsFor(scope).map((list) => ({ value: list, label: LISTS[list].name[language] }));
  return offered.filter(({ label }) => label.toLowerCase().includes(wanted));
};

/** Which list: a choice folds up, where a button for each would fill a phone several times over. */
export const exportForm = defineForm({
  id: "exports.which",
  params: z.object({}),
  sample: {},
  build: (language) => {
    const t = texts[language];
    return {
      title: t.which,
      submit: t.export,
      intro: [t.whichDetail],
      fields: { list: choice({ label: t.list, search: findLists, complete: true }) },
    };
  },
});
