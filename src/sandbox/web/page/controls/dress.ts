/** What a field gives the control in it. */
export interface Dress {
  /** id of the control, for its label. */
  readonly control: string;
  /** id of the label; "" when the control names itself. */
  readonly labelledBy: string;
  readonly describedBy: string;
  readonly invalid: boolean;
  readonly required: boolean;
  /** The focus is wanted here when the form opens. */
  readonly first: boolean;
}

/** Attributes of a control in a field; one that stands alone is named by `label`. */
export const dressed = (dress: Dress | null, label: string) =>
  dress
    ? {
        id: dress.control,
        ...(dress.labelledBy === "" ? { "aria-label": label } : { "aria-labelledby": dress.labelledBy }),
        "aria-describedby": dress.describedBy || undefined,
        "aria-invalid": dress.invalid,
        "aria-required": dress.required,
        "data-focus-first": dress.first ? "" : undefined,
      }
    : { "aria-label": label };
