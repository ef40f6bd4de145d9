import type { ToldWords } from '../keys.ts'

export const told = {
  'plan.open': 'Hier sind alle willkommen. Wir haben, was Sie geschrieben haben.',
  'plan.served':
    'Wir haben, was Sie geschrieben haben, und der Support für {plan} kümmert sich darum.',
  'plan.served_grace':
    'Wir haben, was Sie geschrieben haben, und der Support für {plan} kümmert sich darum. Ihr Plan lief bis {ended}; wir helfen weiter bis {until}, und wer Ihr Konto betreut, hilft beim Verlängern.',
  'plan.served_until_settled':
    'Wir haben, was Sie geschrieben haben, und der Support für {plan} kümmert sich darum. Eine Frage zu Ihrem Plan ist noch offen; bis sie geklärt ist, ändert sich vor {until} nichts.',
  'plan.served_once':
    'Wir haben, was Sie geschrieben haben, und der Support für {plan} kümmert sich darum. Damit wir Sie nächstes Mal kennen, bitten Sie, wer bei Ihnen die Kontakte pflegt, Sie einzutragen.',
  'plan.looked_at':
    'Wir haben, was Sie geschrieben haben, und ein Mensch sieht es an. Eine Frage zu Ihrem Plan ist noch offen; wer Ihr Konto betreut, kann mehr dazu sagen.',
  'plan.begins':
    'Wir haben, was Sie geschrieben haben. Ihr Plan {plan} beginnt am {starts}; von da an kümmert sich unser Support darum. Bis dahin hilft die Gemeinschaft gern.',
  'plan.ended':
    'Wir haben, was Sie geschrieben haben. Ihr Plan {plan} lief bis {ended}. Verlängern Sie ihn, oder beantworten Sie diese Nachricht, und ein Mensch macht von hier an weiter. Bis dahin hilft die Gemeinschaft gern.',
  'plan.community':
    'Bei kostenlosen Plänen hilft die Gemeinschaft, in der auch Menschen aus unserem Team antworten, wenn sie können.',
  'plan.unknown':
    'Unter dieser Adresse konnten wir den Plan Ihrer Firma nicht finden. Sie haben einen bezahlten Plan? Schreiben Sie von Ihrer dienstlichen Adresse, oder lassen Sie sich eintragen. Allen hilft die Gemeinschaft, in der auch Menschen aus unserem Team antworten, wenn sie können.',
  'plan.colleague':
    'Sie arbeiten hier: fragen Sie auf dem Weg, auf dem Kollegen einander fragen, dort wird es bearbeitet.',
  'plan.emergency_hours':
    'Wir haben, was Sie geschrieben haben, und sehen es in den Stunden Ihres Plans. Nächte und Wochenenden gehören zu Plänen mit Notfall-Support; wer Ihr Konto betreut, kann mehr dazu sagen.',
  'plan.emergency_later':
    'Wir haben, was Sie geschrieben haben. Notfälle Ihres Plans {plan} wecken Menschen in den Stunden, die er hat; sie beginnen wieder {next}, und dann sieht es ein Mensch.',
  'told.wentWrong':
    'Das hat uns nicht erreicht: der Fehler liegt bei uns, nicht bei Ihnen. Ihr Text steht noch unten. Senden Sie noch einmal, oder rufen Sie an.',
  'told.tooLong':
    'Das ist zu lang für dieses Formular. Senden Sie das Wichtigste; Dateien können per E-Mail folgen.',
  'told.tooLongBack':
    'Das ist zu lang für dieses Formular. Senden Sie das Wichtigste; Dateien können per E-Mail folgen. Gehen Sie zurück: Ihr Text ist noch da.',
  'told.isTooLong': 'Das ist zu lang.',
  'told.missing': 'Etwas fehlt.',
  'told.tooMany': 'Zu viele Anfragen. Versuchen Sie es in {after} noch einmal.',
  'told.signIn': 'Melden Sie sich zuerst an.',
  'told.oldForm':
    'Dieses Formular ist zu alt oder nicht von hier. Gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal.',
  'told.foreignForm':
    'Dieses Formular kam von einer anderen Website. Öffnen Sie die Seite hier und drücken Sie noch einmal.',
  'told.writeFirst': 'Schreiben Sie zuerst etwas.',
  'told.whatIsBroken': 'Sagen Sie in einer Zeile, was kaputt ist.',
  'told.longPhone': 'Das ist zu lang für eine Telefonnummer.',
  'told.noEmail': 'Ihre E-Mail-Adresse fehlt.',
  'told.badEmail': 'Das sieht nicht wie eine E-Mail-Adresse aus.',
  'told.typeCode': 'Geben Sie die sechs Ziffern aus der E-Mail ein.',
  'told.raisedAlready':
    'Dieser Notfall ist schon gemeldet: seine Seite steht in Ihrer E-Mail. Für einen weiteren fordern Sie einen neuen Code an.',
  'told.wrongCode':
    'Dieser Code passt nicht. Sehen Sie in die neueste E-Mail, oder fordern Sie einen anderen an.',
  'told.usedCode':
    'Dieser Code passt nicht oder wurde schon benutzt. Sehen Sie in die neueste E-Mail, oder fordern Sie einen anderen an.',
  'told.enoughCodes':
    'An diese Adresse gingen vorerst genug Codes. Nehmen Sie den letzten, oder rufen Sie uns an.',
  'told.enoughLinks': 'An diese Adresse gingen vorerst genug Links. Nehmen Sie die neueste E-Mail.',
  'told.enoughMails':
    'An diese Adresse gingen vorerst genug E-Mails. Nehmen Sie den Link in der letzten.',
  'told.emergencyLinkCut':
    'Dieser Notfall-Link ist keiner von uns, oder er wurde abgeschnitten. Nehmen Sie stattdessen Ihre E-Mail-Adresse.',
  'told.emergencyLinkOld':
    'Dieser Notfall-Link wurde durch einen neueren ersetzt. Nehmen Sie Ihre E-Mail-Adresse, oder fragen Sie im Kollegenkreis nach dem neuen Link.',
  'told.linkCut': 'Dieser Link ist keiner von uns, oder er wurde abgeschnitten.',
  'told.signInLinkCut':
    'Dieser Link ist keiner von uns, oder er wurde abgeschnitten. Fordern Sie einen neuen an.',
  'told.linkUsed': 'Dieser Link wurde am {time} benutzt. Fordern Sie einen neuen an.',
  'told.linkOld': 'Dieser Link galt bis {time}. Fordern Sie einen neuen an.',
  'told.linkOver': 'Dieser Link gilt nicht mehr: für wen er war, kann dort jetzt nicht schreiben.',
  'told.draftOld':
    'Dieser Link ist zu alt: was er enthielt, ist vergessen. Schreiben Sie es noch einmal.',
  'told.nothingHere': 'Unter diesem Link gibt es nichts mehr.',
  'told.nothing': 'Hier gibt es nichts.',
  'told.noPage': 'Eine solche Seite gibt es nicht.',
  'told.noThatPage': 'Diese Seite gibt es nicht.',
  'told.noFile': 'Eine solche Datei gibt es nicht.',
  'told.noLogo': 'Es gibt kein Logo.',
  'told.noCall': 'Es gibt noch keinen Anruf, den man wechseln könnte.',
  'told.noContact': 'Diesen Kontakt gibt es nicht mehr.',
  'told.noTicket': 'Die Anfrage #{number} gibt es nicht, oder Sie dürfen sie nicht sehen.',
  'told.isClosed':
    'Die Anfrage #{number} ist geschlossen. Schreiben Sie uns per E-Mail, oder melden Sie einen neuen Notfall.',
  'told.closed': 'Diese Anfrage ist geschlossen. Schreiben Sie darin, um weiterzumachen.',
  'told.readOnly':
    'Sie können diese Anfrage lesen. Bitten Sie, wer sie geöffnet hat, Sie dazuzuholen.',
  'told.emergencyOpen':
    'Dieser Notfall ist offen. Sagen Sie auf seiner Seite, dass er vorbei ist, und wir schließen ihn mit Ihnen.',
  'told.notOfTicket':
    '{email} gehört nicht zum Kunden dieser Anfrage. Der Kunde kann die Adresse in Kopie nehmen.',
  'told.pressOne': 'Drücken Sie eins von beiden.',
  'told.manageOnly': 'Das können nur die, die sich um die Kontakte Ihrer Firma kümmern.',
  'told.notYourself':
    'Sich selbst können Sie nicht entfernen. Bitten Sie jemanden, der die Kontakte pflegt, oder uns.',
  'told.somebodyStays':
    'Jemand muss sich um die Kontakte kümmern: lassen Sie es zuerst jemand anderen tun.',
  'told.room': 'Ihr Plan hat Platz für {limit} Kontakte. Entfernen Sie zuerst jemanden.',
  'told.noContactOfYours': 'Diese Adresse kann kein Kontakt von Ihnen sein.',
  'told.askedToday':
    'Heute wurden {count} Menschen eingeladen. Laden Sie die übrigen morgen ein, oder fragen Sie uns.',
  'told.noOrganization': 'Eine solche Firma gibt es nicht.',
  'told.sayAbout': 'Sagen Sie in einer Zeile, worum es geht.',
  'told.longTitle': 'Das ist zu lang für einen Titel.',
  'told.teamBegins': 'Themen in {category} beginnt das Team.',
  'told.noTopic': 'Ein solches Thema gibt es nicht.',
  'told.noPost': 'Einen solchen Beitrag gibt es nicht.',
  'told.noCategory': 'Einen solchen Bereich gibt es nicht.',
  'told.noCategories': 'Das Forum hat keinen Bereich.',
  'told.noArticle': 'Diesen Artikel gibt es nicht, oder er ist nicht mehr veröffentlicht.',
  'told.locked': 'Dieses Thema ist abgeschlossen: darin kann nichts mehr geschrieben werden.',
  'told.closedThere':
    'Es wurde dort, wo es steht, abgeschlossen: darin kann nichts mehr geschrieben werden.',
  'told.askerSays': 'Welche Antwort half, sagt, wer gefragt hat.',
  'told.onlyAnswer': 'Nur eine Antwort in diesem Thema kann seine Lösung sein.',
  'told.noLonger':
    'Sie können hier lesen, aber nicht mehr schreiben. Schreiben Sie uns, wenn das ein Irrtum ist.',
  'told.enoughHour':
    'Das ist genug für diese Stunde. Ihr Text steht noch im Formular; senden Sie ihn später.',
  'told.enoughDay':
    'Das sind genug Themen für einen Tag. Ergänzen Sie eins von Ihren, oder senden Sie das morgen.',
  'told.enoughVotes': 'Das sind genug Stimmen für einen Tag.',
  'told.yours': 'Das ist von Ihnen selbst.',
  'told.saidSo': 'Das haben Sie schon gesagt. Ein Mensch sieht es an.',
  'told.teamOwn': 'Das macht das Team bei seinen eigenen Themen.',
  'told.askerTicket': 'Nur wer gefragt hat, kann eine Anfrage daraus machen.',
  'told.notByCustomer': 'Das hat kein Kunde gefragt.',
  'told.paidTickets':
    'Bei diesem Thema hilft die Gemeinschaft. Anfragen gehören zu bezahlten Plänen.',
  'told.nameLength': 'Ein Name hat 2 bis 40 Buchstaben.',
  'told.nameNoAddress':
    'Ein Name ist keine Adresse: alle sehen ihn, und Ihre E-Mail-Adresse bleibt bei uns.',
  'told.nameSeen': 'Ein Name besteht aus Buchstaben, die man sehen kann.',
  'told.nameTaken': 'Jemand heißt schon so. Wählen Sie einen anderen Namen.',
  'told.nameTeam': 'Dieser Name gehört dem Team. Wählen Sie einen anderen.',
  'told.ownOnly': 'Nur wer es schrieb, kann es ändern.',
  'told.ownDeleted': 'Es ist schon gelöscht.',
  'told.ownHid': 'Das Team hat es verborgen. Schreiben Sie uns, wenn das ein Irrtum ist.',
  'told.ownLocked': 'Dieses Thema ist gesperrt: darin ändert sich nichts mehr.',
  'told.ownDay':
    'Was einen Tag lang da stand, bleibt, wie es ist. Schreiben Sie eine Antwort, die das Neue sagt.',
  'told.ownMonth':
    'Was einen Monat lang da stand, bleibt, wie es ist. Schreiben Sie eine Antwort, die das Neue sagt.',
  'told.ownOften': 'Das wurde oft genug geändert. Schreiben Sie eine Antwort, die das Neue sagt.',
  'told.ownMeanwhile':
    'Es wurde inzwischen in einem anderen Fenster geändert. Sehen Sie es zuerst noch einmal an.',
  'told.ownElsewhere': 'Es steht in einem anderen Forum: ändern Sie es dort.',
  'told.categoryClosed': 'In {name} wird nichts Neues mehr begonnen.',
} satisfies ToldWords
