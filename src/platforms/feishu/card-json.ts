/**
 * Card JSON 2.0, as far as it is used here. Feishu refuses a card for one property that it does not know, so nothing
 * stands here that its documentation does not list.
 */
export interface CardJson {
  readonly schema: "2.0";
  readonly config: {
    /** Only shared cards can be updated; of 2.0 there are no others. */
    readonly update_multi: true;
    /** A forwarded card would be pressed by people it was not meant for. */
    readonly enable_forward: false;
    readonly width_mode: "default";
    readonly summary: { readonly content: string };
  };
  readonly header: {
    readonly title: PlainText;
    readonly template: "default" | "green" | "yellow" | "red" | "grey";
    /** At most three. */
    readonly text_tag_list?: readonly TextTag[];
  };
  readonly body: {
    readonly direction: "vertical";
    readonly vertical_spacing: "8px";
    readonly elements: readonly RootElement[];
  };
}

export interface PlainText {
  readonly tag: "plain_text";
  readonly content: string;
}
export interface SizedText extends PlainText {
  readonly text_size?: "normal" | "notation";
  readonly text_color?: "grey";
}
interface LarkMarkdown {
  readonly tag: "lark_md";
  readonly content: string;
}
export interface TextTag {
  readonly tag: "text_tag";
  readonly text: PlainText;
  readonly color: "neutral";
}

interface Element {
  /** A letter, then letters, digits and underscores, at most 20; unique in the card. */
  readonly element_id?: string;
}
export interface Markdown extends Element {
  readonly tag: "markdown";
  readonly content: string;
  readonly text_size?: "normal" | "notation";
}
export interface Div extends Element {
  readonly tag: "div";
  readonly text?: SizedText;
  readonly fields?: readonly { readonly is_short: boolean; readonly text: LarkMarkdown }[];
}
export interface Rule extends Element {
  readonly tag: "hr";
}

/** What comes back with a press. Clients drop anything but an object. */
export interface Callback {
  readonly type: "callback";
  readonly value: object;
}
export interface ConfirmBox {
  readonly title: PlainText;
  readonly text: PlainText;
}
export interface ButtonElement extends Element {
  readonly tag: "button";
  /** Required in a form, where it is unique in the card; at most 100 characters. */
  readonly name?: string;
  readonly text: PlainText;
  readonly type: "default" | "primary" | "primary_filled" | "danger";
  readonly size: "small" | "medium";
  readonly behaviors: readonly [Callback];
  readonly confirm?: ConfirmBox;
  readonly form_action_type?: "submit";
}
export interface Overflow extends Element {
  readonly tag: "overflow";
  readonly width: "default";
  readonly options: readonly { readonly text: PlainText; readonly value: string }[];
  readonly behaviors: readonly [Callback];
}

export interface Column {
  readonly tag: "column";
  readonly width: "auto" | "weighted";
  readonly weight?: number;
  readonly vertical_align: "top" | "center";
  readonly elements: readonly InnerElement[];
}
export interface ColumnSet extends Element {
  readonly tag: "column_set";
  readonly flex_mode: "none" | "flow";
  readonly background_style: "default";
  readonly horizontal_spacing: "8px";
  readonly columns: readonly Column[];
}
export interface Panel extends Element {
  readonly tag: "collapsible_panel";
  readonly expanded: boolean;
  readonly header: { readonly title: PlainText };
  readonly border: { readonly color: "grey"; readonly corner_radius: "5px" };
  readonly padding: "8px";
  readonly elements: readonly InnerElement[];
}
export interface TableElement extends Element {
  readonly tag: "table";
  readonly page_size: number;
  readonly row_height: "low";
  readonly header_style: { readonly bold: true; readonly lines: 1 };
  readonly columns: readonly {
    readonly name: string;
    readonly display_name: string;
    /** Text that is not looked at for markup. */
    readonly data_type: "text";
    readonly width: "auto";
    readonly horizontal_align: "left" | "right";
  }[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}
export interface ChartElement extends Element {
  readonly tag: "chart";
  readonly aspect_ratio: "16:9";
  readonly color_theme: "brand";
  readonly preview: true;
  readonly chart_spec: ChartSpec;
}
/** VChart, as data alone. */
export interface ChartSpec {
  readonly title: { readonly text: string };
  readonly data: readonly [{ readonly id: "data"; readonly values: readonly ChartPoint[] }];
  readonly legends?: { readonly visible: true; readonly orient: "bottom" };
  readonly type: "bar" | "line" | "funnel" | "radar";
  readonly xField?: string | readonly string[];
  readonly yField?: string;
  readonly categoryField?: string;
  readonly valueField?: string;
  readonly seriesField?: string;
  readonly shape?: "rect";
  readonly label?: { readonly visible: true };
}
interface ChartPoint {
  readonly category: string;
  readonly value: number;
  readonly series?: string;
}

/** What one enters something into; all of them in a form. */
interface Entered extends Element {
  readonly name: string;
  readonly placeholder?: PlainText;
  /**
   * Never: the client would hold back the steps of a form as well, which send it. Said each time, as Feishu's pages differ
   * on what goes without saying.
   */
  readonly required: false;
  readonly width?: "fill";
}
export interface Input extends Entered {
  readonly tag: "input";
  readonly input_type: "text" | "multiline_text";
  readonly rows?: number;
  readonly max_length: number;
  readonly default_value?: string;
}
export interface Option {
  readonly text: PlainText;
  readonly value: string;
}
export interface Select extends Entered {
  readonly tag: "select_static";
  readonly options: readonly Option[];
  readonly initial_option?: string;
}
export interface MultiSelect extends Entered {
  readonly tag: "multi_select_static";
  readonly options: readonly Option[];
  readonly selected_values?: readonly string[];
}
/** Only whom it lists can be picked; without a list, those of the chat that the card is in. */
export interface SelectPerson extends Entered {
  readonly tag: "select_person";
  readonly options?: readonly { readonly value: string }[];
  readonly initial_option?: string;
}
export interface MultiSelectPerson extends Entered {
  readonly tag: "multi_select_person";
  readonly options?: readonly { readonly value: string }[];
  readonly selected_values?: readonly string[];
}
export interface DatePicker extends Entered {
  readonly tag: "date_picker";
  readonly initial_date?: string;
}
export interface DatetimePicker extends Entered {
  readonly tag: "picker_datetime";
  readonly placeholder: PlainText;
  /** YYYY-MM-DD HH:mm, in whatever zone the reader is. */
  readonly initial_datetime?: string;
}
export interface Checker extends Element {
  readonly tag: "checker";
  readonly name: string;
  readonly checked: boolean;
  readonly text: PlainText;
}
export type Entry =
  | Input
  | Select
  | MultiSelect
  | SelectPerson
  | MultiSelectPerson
  | DatePicker
  | DatetimePicker
  | Checker;

export interface FormElement extends Element {
  readonly tag: "form";
  readonly name: string;
  readonly direction: "vertical";
  readonly vertical_spacing: "8px";
  readonly elements: readonly InnerElement[];
}

export type InnerElement = Markdown | Div | Rule | ButtonElement | Overflow | ColumnSet | Panel | Entry;
/** Forms, tables and charts stand in the card itself and nowhere else. */
export type RootElement = InnerElement | FormElement | TableElement | ChartElement;

export const plain = (content: string): PlainText => ({ tag: "plain_text", content });
