/** Decides the address of an article's page. */

/** English is the address without a language. */
export const articlePath = ({ slug, language }: { slug: string; language: string }) =>
  `/help/articles/${encodeURIComponent(slug)}${language === 'en' ? '' : `?lang=${language}`}`
