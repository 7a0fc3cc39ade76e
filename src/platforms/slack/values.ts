import type { ViewStateValue } from "@slack/bolt";
import type { RawValue } from "../../chat/port.ts";
import type { Connection } from "./connection.ts";
import { uploadedFile } from "./files.ts";

type State = Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;

/** What was entered, by field: block_id is the field's name. Fields left empty are not there. */
export const valuesOf = (state: State, slack: Connection): Record<string, RawValue> => {
  const values: Record<string, RawValue> = {};
  for (const [name, elements] of Object.entries(state)) {
    for (const element of Object.values(elements)) {
      const value = enteredIn(element, slack);
      if (value) values[name] = value;
    }
  }
  return values;
};

const enteredIn = (element: ViewStateValue, slack: Connection): RawValue | undefined => {
  const said = (text: string | null | undefined): RawValue | undefined => (text ? { text } : undefined);
  const ids = (chosen: readonly (string | null | undefined)[]): RawValue | undefined => {
    const there = chosen.filter((id): id is string => Boolean(id));
    return there.length > 0 ? { ids: there } : undefined;
  };
  switch (element.type) {
    case "datepicker":
      return said(element.selected_date);
    case "datetimepicker":
      return element.selected_date_time
        ? { text: new Date(element.selected_date_time * 1000).toISOString() }
        : undefined;
    case "static_select":
    case "external_select":
      return element.selected_option ? { choices: [choiceOf(element.selected_option)] } : undefined;
    case "multi_static_select":
    case "multi_external_select":
      return element.selected_options?.length ? { choices: element.selected_options.map(choiceOf) } : undefined;
    case "checkboxes":
      return { checked: (element.selected_options ?? []).length > 0 };
    case "users_select":
      return ids([element.selected_user]);
    case "multi_users_select":
      return ids(element.selected_users ?? []);
    case "conversations_select":
      return ids([element.selected_conversation]);
    case "file_input":
      return element.files?.length ? { files: element.files.map((file) => uploadedFile(file, slack)) } : undefined;
    default:
      return said(element.value);
  }
};

const choiceOf = ({ value, text }: { value: string; text: { text: string } }) => ({ value, label: text.text });
