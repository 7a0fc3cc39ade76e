import { clipLine } from "../../chat/clip.ts";
import type { Choice, Field } from "../../chat/form.ts";
import type { RawValue, ShownForm } from "../../chat/port.ts";
import { defineTexts } from "../../chat/texts.ts";
import { type PlainText, plain } from "./card-json.ts";
import { LIMITS } from "./limits.ts";
import type { Scene, Size } from "./scene.ts";

export const texts = defineTexts({
  en: {
    pick: "Pick",
    search: "Search",
    searchFor: "Not in the list? Type a part of the name, then search",
    searchBelow: "Not in the list? Type here, then press Search below",
    nothing: (p: { typed: string }) => `Nothing found for “${p.typed}”`,
    more: "More of the same text",
    file: "Send the file to me in our own chat, then press Refresh and pick it here.",
    noFile: "No file yet",
    refresh: "Refresh",
    when: "Pick a day and time",
  },
  zh: {
    pick: "请选择",
    search: "搜索",
    searchFor: "列表里没有？输入名称的一部分再搜索",
    searchBelow: "没有？输入几个字，再点底部的“搜索”",
    nothing: (p) => `没有找到“${p.typed}”`,
    more: "接上文",
    file: "先把文件发到和我的私聊里，再点“刷新”，在这里选它。",
    noFile: "还没有文件",
    refresh: "刷新",
    when: "请选择日期和时间",
  },
});

/** A field, and what it is drawn from. */
export interface FieldInScene {
  readonly name: string;
  readonly field: Field;
  readonly form: ShownForm;
  readonly scene: Scene;
  readonly size: Size;
}

export interface Drawn extends FieldInScene {
  /** What a button of the form brings back. */
  readonly carried: object;
  /** One button at the end looks for what stands in every box. */
  readonly oneForAll: boolean;
}

export const isSearched = (field: Field): boolean => "search" in field && field.search !== undefined;

export const choicesOf = (value: RawValue | undefined): readonly Choice[] =>
  value && "choices" in value ? value.choices : [];
export const textOf = (value: RawValue | undefined): string => (value && "text" in value ? value.text : "");
export const idsOf = (value: RawValue | undefined): readonly string[] => (value && "ids" in value ? value.ids : []);

export const placeholderOf = ({ field }: Drawn, otherwise?: string): { placeholder: PlainText } | undefined => {
  const said = field.placeholder ?? otherwise;
  return said ? { placeholder: plain(clipLine(said, LIMITS.placeholder)) } : undefined;
};
