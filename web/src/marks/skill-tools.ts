/** By what a skill is judged: the server says which of them a board knows. */

export const TOOLS = ["observation", "participation", "exercise", "oral_test", "written_test", "former_school"] as const;
export type Tool = (typeof TOOLS)[number];
export const isTool = (tool: string): tool is Tool => (TOOLS as readonly string[]).includes(tool);
