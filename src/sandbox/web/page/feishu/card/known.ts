import type { JsonObject } from "../../../../json.ts";

const EVERY = "tag element_id margin";
const LAYOUT = "direction padding horizontal_spacing horizontal_align vertical_spacing vertical_align";
const PRESSABLE = "behaviors confirm disabled disabled_tips hover_tips";
const ENTERED = "name required disabled placeholder width behaviors confirm value";
const SELECT = `${ENTERED} type options`;

/** What this page draws of each element, or knows to make no difference on a screen. */
const PROPERTIES: Readonly<Record<string, string>> = {
  markdown: "content text_align text_size icon i18n_content",
  div: "text fields icon width",
  hr: "",
  img: "img_key alt title corner_radius scale_type size transparent preview mode custom_width compact_width",
  img_combination: "combination_mode img_list corner_radius combination_transparent",
  person: "user_id size show_avatar show_name style",
  person_list: "persons drop_invalid_user_id lines show_name show_avatar size icon ud_icon",
  chart: "chart_spec aspect_ratio color_theme preview height",
  table: "columns rows page_size row_height row_max_height freeze_first_column header_style",
  column_set: "columns action horizontal_spacing horizontal_align flex_mode background_style",
  column: `${LAYOUT} elements action background_style width weight`,
  form: `${LAYOUT} name elements`,
  collapsible_panel: `${LAYOUT} header elements expanded background_color border`,
  interactive_container: `${LAYOUT} ${PRESSABLE} elements name width height background_style has_border border_color corner_radius`,
  button: `${PRESSABLE} name text type size width icon value form_action_type action_type required`,
  input: `${ENTERED} default_value disabled_tips max_length input_type rows auto_resize max_rows show_icon label label_position`,
  overflow: "options name width behaviors confirm value",
  select_static: `${SELECT} initial_option initial_index`,
  multi_select_static: `${SELECT} selected_values`,
  select_person: `${SELECT} initial_option`,
  multi_select_person: `${SELECT} selected_values`,
  date_picker: `${ENTERED} initial_date`,
  picker_time: `${ENTERED} initial_time`,
  picker_datetime: `${ENTERED} initial_datetime`,
  checker: `${PRESSABLE} name required checked text overall_checkable button_area checked_style padding`,
};

const CARD: Readonly<Record<string, string>> = {
  card: "schema config card_link header body",
  header: "title subtitle text_tag_list i18n_text_tag_list template icon padding",
  body: `${LAYOUT} elements`,
};

const beyond = (object: JsonObject, known: string): readonly string[] => {
  const names = new Set(known.split(" "));
  return Object.keys(object).filter((name) => !names.has(name));
};

/** Properties of an element that this page does not know; undefined when it does not know the element itself. */
export const unknownIn = (element: JsonObject): readonly string[] | undefined => {
  const tag = String(element.tag);
  const known = Object.hasOwn(PROPERTIES, tag) ? PROPERTIES[tag] : undefined;
  return known === undefined ? undefined : beyond(element, `${EVERY} ${known}`);
};

/** Properties of the card itself, its header or its body that this page does not know. */
export const unknownInCard = (part: "card" | "header" | "body", object: JsonObject): readonly string[] =>
  beyond(object, CARD[part] ?? "");
