/** A message of the interface: by itself, for what needs its words and not how they are put together. */
export interface Message {
  /** Where it stands and what its arguments are: for who translates it. */
  about: string;
  ar: string;
  en: string;
}

export function defineMessages<Names extends string>(messages: Record<Names, Message>): Record<Names, Message> {
  return messages;
}
