/** Decides what may be found in cleaned mail, written down a second time by hand: a mistake in the cleaner's own lists shows here. */

export const MAY_BE_FOUND = {
  tags: (
    'a abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em font h1 h2 h3 ' +
    'h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead time ' +
    'tr u ul var wbr details summary'
  ).split(' '),
  attributes: (
    'align alt bgcolor border cellpadding cellspacing color colspan data-content-id data-host data-mark ' +
    'data-mismatch data-remote-src dir face height href lang nowrap rel role rowspan size span src start style ' +
    'target type valign value width class aria-label open'
  ).split(' '),
  linkSchemes: ['http:', 'https:', 'mailto:', 'tel:'],
  pictures: '^data:image/(png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=]+$',
  styles:
    'url|expression|@|\\\\|/\\*|<|javascript|behaviou?r|binding|position|z-index|transform|animation|inset|vh|vw|: *-[0-9.]|var\\(|image',
}
