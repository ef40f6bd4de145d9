export const textOfHtml = (html: string) => html
