import type { Language } from "../../../core/language.ts";
import { EN, type Texts } from "./texts-en.ts";
import { ZH } from "./texts-zh.ts";

export type { Texts };

export const textsIn = (language: Language): Texts => (language === "zh" ? ZH : EN);
