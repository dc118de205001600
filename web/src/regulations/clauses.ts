/** Clauses as a reader looks for them: by article, and by a word however it is written. */
import { toAsciiDigits } from "@/platform/digits";

export interface Listed {
  clause: string;
  article: string;
  title_ar: string;
  title_en: string;
  summary_ar: string;
  summary_en: string;
}

/** Hamza, ta marbuta, diacritics, tatweel, letter case and the kind of digits do not tell two words apart. */
export function plain(text: string): string {
  return toAsciiDigits(text)
    .normalize("NFKD")
    .replace(/[\u0640\u064b-\u065f\u0670]/g, "")
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
    .replace(/\u0629/g, "\u0647")
    .replace(/\u0649/g, "\u064a")
    .toLowerCase()
    .trim();
}

/** Every word that was typed stands somewhere in the clause; a number alone is an article's or a clause's. */
export function matches(clause: Listed, typed: string): boolean {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = plain([clause.clause, clause.article, clause.title_ar, clause.title_en, clause.summary_ar, clause.summary_en].join(" "));
  const numbers = new Set(plain(`${clause.clause} ${clause.article}`).split(/[^0-9]+/));
  return words.every((word) => (/^[0-9]+$/.test(word) ? numbers.has(word) : text.includes(word)));
}

/** "المادة ٧ الفقرة ٢" is a part of "المادة ٧"; other places are parts of what stands before their first comma. */
export function articleOf(place: string): { article: string; part: string } {
  const found = /^(\u0627\u0644\u0645\u0627\u062f\u0629 [0-9\u0660-\u0669]+)[\u060c\s]*(.*)$/.exec(place) ?? /^([^\u060c]+)\u060c\s*(.*)$/.exec(place);
  return { article: found?.[1] ?? place, part: found?.[2] ?? "" };
}

/** In the order of the text; neighbours of one article together. */
export function byArticle<One extends { article: string }>(clauses: readonly One[]): { article: string; clauses: One[] }[] {
  const groups: { article: string; clauses: One[] }[] = [];
  for (const clause of clauses) {
    const { article } = articleOf(clause.article);
    const last = groups.at(-1);
    if (last?.article === article) last.clauses.push(clause);
    else groups.push({ article, clauses: [clause] });
  }
  return groups;
}
