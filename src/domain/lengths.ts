/**
 * Characters that are kept of a customer and of a contact, as forms take them: what a sheet brings in a form can change.
 */
export const LONGEST_OF_CUSTOMER = {
  customer: 80,
  shortName: 200,
  industry: 80,
  region: 80,
  city: 80,
  address: 200,
  source: 80,
  warningReason: 200,
} as const;
export const LONGEST_OF_CONTACT = {
  contact: 40,
  title: 80,
  department: 80,
  phone: 120,
  otherPhone: 120,
  mail: 120,
  handle: 120,
  hours: 120,
  family: 300,
  likes: 300,
  taboos: 300,
  noContactReason: 120,
} as const;
/** Names came in longer before, and can still be typed once more or changed. */
export const LONGEST_EVER = 200;
