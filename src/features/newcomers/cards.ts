import type { Choice } from "../../chat/form.ts";
import type { Language } from "../../core/language.ts";
import { sayPlatforms } from "../../domain/platforms.ts";
import type { Awaited } from "./store.ts";

/** Somebody as a form offers them: by mail and platforms, which tell namesakes apart. */
export const awaitedChoice = ({ id, name, mail, platforms }: Awaited, language: Language): Choice => {
  const detail = [
    ...(mail === null ? [] : [mail]),
    ...(platforms.length > 0 ? [sayPlatforms(platforms, language)] : []),
  ];
  return { value: id, label: name, ...(detail.length > 0 && { detail: detail.join(" · ") }) };
};
