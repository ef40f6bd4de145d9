export function foldQuotes(html: string): { html: string } { return { html } }
