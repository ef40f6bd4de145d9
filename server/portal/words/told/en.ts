/**
 * What a customer is told when something cannot be done as they asked, and what they may use here. The English is what the
 * modules say: a sentence is found by it, and said in the reader's language.
 */
import { SENTENCES } from '../../../customers/words.ts'

export const told = {
  'plan.open': SENTENCES.open,
  'plan.served': SENTENCES.served,
  'plan.served_grace': SENTENCES.served_grace,
  'plan.served_until_settled': SENTENCES.served_until_settled,
  'plan.served_once': SENTENCES.served_once,
  'plan.looked_at': SENTENCES.looked_at,
  'plan.begins': SENTENCES.begins,
  'plan.ended': SENTENCES.ended,
  'plan.community': SENTENCES.community,
  'plan.unknown': SENTENCES.unknown,
  'plan.colleague': SENTENCES.colleague,
  'plan.emergency_hours': SENTENCES.emergency_hours,
  'plan.emergency_later': SENTENCES.emergency_later,

  'told.wentWrong':
    'That did not reach us: something went wrong here, not with you. Your words are still below. Send again, or call.',
  'told.tooLong':
    'That is too long for this form. Send the most important part; files can follow by mail.',
  'told.tooLongBack':
    'That is too long for this form. Send the most important part; files can follow by mail. Go back: your text is still there.',
  'told.isTooLong': 'That is too long.',
  'told.missing': 'Something is missing.',
  'told.tooMany': 'Too many requests. Try again in {after}.',
  'told.signIn': 'Sign in first.',
  'told.oldForm':
    'This form is too old, or was not made here. Go back, load the page again and send once more.',
  'told.foreignForm': 'This form was sent by another site. Open the page here and press again.',
  'told.writeFirst': 'Write something first.',
  'told.whatIsBroken': 'Say in one line what is broken.',
  'told.longPhone': 'That is too long for a phone number.',
  'told.noEmail': 'Your e-mail address is missing.',
  'told.badEmail': 'That does not look like an e-mail address.',
  'told.typeCode': 'Type the six digits from the mail.',
  'told.raisedAlready':
    'This emergency is raised already: its page is in your mail. For another one ask for a new code.',
  'told.wrongCode': 'That code does not fit. Look at the newest mail, or ask for another code.',
  'told.usedCode':
    'That code does not fit, or was used. Look at the newest mail, or ask for another.',
  'told.enoughCodes':
    'Enough codes were sent to this address for now. Use the last one, or call us.',
  'told.enoughLinks': 'Enough links were sent to this address for now. Use the newest mail.',
  'told.enoughMails': 'Enough mails went to this address for now. Use the link in the last one.',
  'told.emergencyLinkCut':
    'This emergency link is not one of ours, or it was cut short. Use your e-mail address instead.',
  'told.emergencyLinkOld':
    'This emergency link was replaced by a newer one. Use your e-mail address, or ask a colleague for the new link.',
  'told.linkCut': 'This link is not one of ours, or it was cut short.',
  'told.signInLinkCut': 'This link is not one of ours, or it was cut short. Ask for a new one.',
  'told.linkUsed': 'This link was used on {time}. Ask for a new one.',
  'told.linkOld': 'This link was good until {time}. Ask for a new one.',
  'told.linkOver': 'This link works no more: whom it was made for cannot write there now.',
  'told.draftOld': 'This link is too old: what it held was forgotten. Write it again.',
  'told.nothingHere': 'There is nothing at this link any more.',
  'told.nothing': 'There is nothing here.',
  'told.noPage': 'There is no such page.',
  'told.noThatPage': 'That page does not exist.',
  'told.noFile': 'There is no such file.',
  'told.noLogo': 'There is no logo.',
  'told.noCall': 'There is no call to switch yet.',
  'told.noContact': 'There is no such contact any more.',
  'told.noTicket': 'There is no ticket #{number}, or it is not yours to see.',
  'told.isClosed': 'Ticket #{number} is closed. Write to us by mail, or raise a new emergency.',
  'told.closed': 'This ticket is closed. Write in it to go on.',
  'told.readOnly': 'You can read this ticket. Ask the colleague who opened it to bring you in.',
  'told.emergencyOpen':
    'This emergency is open. Say on its page that it is over, and we close it with you.',
  'told.notOfTicket':
    '{email} does not belong to the customer of this ticket. The customer can add them by copying them in.',
  'told.pressOne': 'Press one of the two.',

  'told.manageOnly': 'Only those who look after your company’s contacts can do this.',
  'told.notYourself': 'You cannot remove yourself. Ask a colleague who manages contacts, or us.',
  'told.somebodyStays': 'Somebody has to look after the contacts: let a colleague do it first.',
  'told.room': 'Your plan has room for {limit} contacts. Remove somebody first.',
  'told.noContactOfYours': 'This address cannot be a contact of yours.',
  'told.askedToday': '{count} colleagues were asked today. Ask the others tomorrow, or ask us.',
  'told.noOrganization': 'There is no such organization.',

  'told.sayAbout': 'Say in a line what it is about.',
  'told.longTitle': 'That is too long for a title.',
  'told.teamBegins': 'Topics in {category} are begun by the team.',
  'told.noTopic': 'There is no such topic.',
  'told.noPost': 'There is no such post.',
  'told.noCategory': 'There is no such category.',
  'told.noCategories': 'The forum has no category.',
  'told.noArticle': 'There is no such article, or it is no longer published.',
  'told.locked': 'This topic is locked: nothing more can be written in it.',
  'told.askerSays': 'Whoever asked says which answer helped.',
  'told.onlyAnswer': 'Only an answer in this topic can be its solution.',
  'told.noLonger': 'You can read here, and no longer write. Write to us if that is a mistake.',
  'told.enoughHour':
    'That is enough for this hour. Your words are still in the form; send them later.',
  'told.enoughDay': 'That is enough topics for a day. Add to one of yours, or send this tomorrow.',
  'told.enoughVotes': 'That is enough votes for a day.',
  'told.yours': 'That one is yours.',
  'told.saidSo': 'You said so already. A person will look.',
  'told.teamOwn': 'The team does this among its own topics.',
  'told.askerTicket': 'Only whoever asked can make a ticket of it.',
  'told.notByCustomer': 'It was not asked by a customer.',
  'told.paidTickets': 'This topic is helped by the community. Tickets come with a paid plan.',
  'told.nameLength': 'A name has 2 to 40 letters.',
  'told.nameNoAddress':
    'A name is no address: everybody sees it, and your mail address stays ours.',
  'told.nameSeen': 'A name holds letters that can be seen.',
  'told.nameTaken': 'Somebody goes by that name already. Choose another.',
  'told.nameTeam': 'That name belongs to the team. Choose another.',
  'told.ownOnly': 'Only whoever wrote it can change it.',
  'told.ownDeleted': 'It is deleted already.',
  'told.ownHid': 'The team hid it. Write to us if that is a mistake.',
  'told.ownLocked': 'This topic is locked: nothing in it changes any more.',
  'told.ownDay': 'What stood for a day stays as it is. Write an answer that says what is new.',
  'told.ownMonth': 'What stood for a month stays as it is. Write an answer that says what is new.',
  'told.ownOften': 'That was changed often enough. Write an answer that says what is new.',
  'told.ownMeanwhile': 'It was changed meanwhile, in another window. Look at it again first.',
  'told.ownElsewhere': 'It lives in a forum elsewhere: change it there.',
  'told.categoryClosed': 'Nothing new is begun in {name}.',
} as const
