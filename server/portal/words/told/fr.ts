import type { ToldWords } from '../keys.ts'

export const told = {
  'plan.open': 'Tout le monde est bienvenu ici. Nous avons ce que vous avez écrit.',
  'plan.served': 'Nous avons ce que vous avez écrit, et l’assistance {plan} s’en occupe.',
  'plan.served_grace':
    'Nous avons ce que vous avez écrit, et l’assistance {plan} s’en occupe. Votre forfait courait jusqu’au {ended} ; nous continuons d’aider jusqu’au {until}, et votre interlocuteur commercial vous aide à renouveler.',
  'plan.served_until_settled':
    'Nous avons ce que vous avez écrit, et l’assistance {plan} s’en occupe. Une question sur votre forfait reste ouverte ; tant qu’elle n’est pas réglée, rien ne change avant le {until}.',
  'plan.served_once':
    'Nous avons ce que vous avez écrit, et l’assistance {plan} s’en occupe. Pour que nous vous connaissions la prochaine fois, demandez à la personne qui gère vos contacts de vous ajouter.',
  'plan.looked_at':
    'Nous avons ce que vous avez écrit, et une personne le regarde. Une question sur votre forfait reste ouverte ; votre interlocuteur commercial peut vous en dire plus.',
  'plan.begins':
    'Nous avons ce que vous avez écrit. Votre forfait {plan} commence le {starts} ; dès lors notre assistance s’en occupe. D’ici là, la communauté aide volontiers.',
  'plan.ended':
    'Nous avons ce que vous avez écrit. Votre forfait {plan} courait jusqu’au {ended}. Renouvelez-le, ou répondez à ce message, et une personne reprend à partir d’ici. D’ici là, la communauté aide volontiers.',
  'plan.community':
    'Les forfaits gratuits sont aidés par la communauté, où des membres de notre équipe répondent aussi quand ils le peuvent.',
  'plan.unknown':
    'Nous n’avons pas trouvé le forfait de votre entreprise avec cette adresse. Vous avez un forfait payant ? Écrivez depuis votre adresse professionnelle, ou faites-vous ajouter par un collègue. Tout le monde est aidé par la communauté, où des membres de notre équipe répondent aussi quand ils le peuvent.',
  'plan.colleague':
    'Vous travaillez ici : passez par la voie que les collègues utilisent entre eux, et on s’en occupe là-bas.',
  'plan.emergency_hours':
    'Nous avons ce que vous avez écrit, et nous le voyons aux heures de votre forfait. Les nuits et les week-ends font partie des forfaits avec assistance d’urgence ; votre interlocuteur commercial peut vous en dire plus.',
  'plan.emergency_later':
    'Nous avons ce que vous avez écrit. Les urgences de votre forfait {plan} réveillent quelqu’un aux heures qu’il comprend ; elles reprennent {next}, et une personne le voit alors.',
  'told.wentWrong':
    'Cela ne nous est pas parvenu : l’erreur vient de chez nous, pas de vous. Vos mots sont toujours ci-dessous. Renvoyez, ou appelez.',
  'told.tooLong':
    'C’est trop long pour ce formulaire. Envoyez l’essentiel ; les fichiers peuvent suivre par e-mail.',
  'told.tooLongBack':
    'C’est trop long pour ce formulaire. Envoyez l’essentiel ; les fichiers peuvent suivre par e-mail. Revenez en arrière : votre texte est toujours là.',
  'told.isTooLong': 'C’est trop long.',
  'told.missing': 'Il manque quelque chose.',
  'told.tooMany': 'Trop de demandes. Réessayez dans {after}.',
  'told.signIn': 'Connectez-vous d’abord.',
  'told.oldForm':
    'Ce formulaire est trop ancien, ou n’a pas été fait ici. Revenez en arrière, rechargez la page et renvoyez.',
  'told.foreignForm':
    'Ce formulaire vient d’un autre site. Ouvrez la page ici et appuyez de nouveau.',
  'told.writeFirst': 'Écrivez d’abord quelque chose.',
  'told.whatIsBroken': 'Dites en une ligne ce qui est en panne.',
  'told.longPhone': 'C’est trop long pour un numéro de téléphone.',
  'told.noEmail': 'Votre adresse e-mail manque.',
  'told.badEmail': 'Cela ne ressemble pas à une adresse e-mail.',
  'told.typeCode': 'Saisissez les six chiffres de l’e-mail.',
  'told.raisedAlready':
    'Cette urgence est déjà signalée : sa page est dans votre e-mail. Pour une autre, demandez un nouveau code.',
  'told.wrongCode':
    'Ce code ne convient pas. Regardez l’e-mail le plus récent, ou demandez un autre code.',
  'told.usedCode':
    'Ce code ne convient pas, ou a déjà servi. Regardez l’e-mail le plus récent, ou demandez-en un autre.',
  'told.enoughCodes':
    'Assez de codes ont été envoyés à cette adresse pour l’instant. Utilisez le dernier, ou appelez-nous.',
  'told.enoughLinks':
    'Assez de liens ont été envoyés à cette adresse pour l’instant. Utilisez l’e-mail le plus récent.',
  'told.enoughMails':
    'Assez d’e-mails ont été envoyés à cette adresse pour l’instant. Utilisez le lien du dernier.',
  'told.emergencyLinkCut':
    'Ce lien d’urgence n’est pas l’un des nôtres, ou il a été coupé. Utilisez plutôt votre adresse e-mail.',
  'told.emergencyLinkOld':
    'Ce lien d’urgence a été remplacé par un plus récent. Utilisez votre adresse e-mail, ou demandez le nouveau lien à un collègue.',
  'told.linkCut': 'Ce lien n’est pas l’un des nôtres, ou il a été coupé.',
  'told.signInLinkCut':
    'Ce lien n’est pas l’un des nôtres, ou il a été coupé. Demandez-en un nouveau.',
  'told.linkUsed': 'Ce lien a été utilisé le {time}. Demandez-en un nouveau.',
  'told.linkOld': 'Ce lien était valable jusqu’au {time}. Demandez-en un nouveau.',
  'told.linkOver':
    'Ce lien ne fonctionne plus : la personne à qui il était destiné ne peut plus écrire là.',
  'told.draftOld': 'Ce lien est trop ancien : son contenu a été oublié. Écrivez-le de nouveau.',
  'told.nothingHere': 'Il n’y a plus rien à ce lien.',
  'told.nothing': 'Il n’y a rien ici.',
  'told.noPage': 'Cette page n’existe pas.',
  'told.noThatPage': 'Cette page-là n’existe pas.',
  'told.noFile': 'Ce fichier n’existe pas.',
  'told.noLogo': 'Il n’y a pas de logo.',
  'told.noCall': 'Il n’y a pas encore d’appel à changer.',
  'told.noContact': 'Ce contact n’existe plus.',
  'told.noTicket': 'La demande #{number} n’existe pas, ou vous ne pouvez pas la voir.',
  'told.isClosed':
    'La demande #{number} est fermée. Écrivez-nous par e-mail, ou signalez une nouvelle urgence.',
  'told.closed': 'Cette demande est fermée. Écrivez-y pour continuer.',
  'told.readOnly':
    'Vous pouvez lire cette demande. Demandez au collègue qui l’a ouverte de vous y associer.',
  'told.emergencyOpen':
    'Cette urgence est ouverte. Dites sur sa page qu’elle est terminée, et nous la fermons avec vous.',
  'told.notOfTicket':
    '{email} n’appartient pas au client de cette demande. Le client peut mettre cette adresse en copie.',
  'told.pressOne': 'Choisissez l’un des deux.',
  'told.manageOnly': 'Seuls ceux qui gèrent les contacts de votre entreprise peuvent le faire.',
  'told.notYourself':
    'Vous ne pouvez pas vous retirer vous-même. Demandez à un collègue qui gère les contacts, ou à nous.',
  'told.somebodyStays': 'Quelqu’un doit gérer les contacts : confiez-le d’abord à un collègue.',
  'told.room': 'Votre forfait a de la place pour {limit} contacts. Retirez d’abord quelqu’un.',
  'told.noContactOfYours': 'Cette adresse ne peut pas être un de vos contacts.',
  'told.askedToday':
    '{count} collègues ont été invités aujourd’hui. Invitez les autres demain, ou demandez-nous.',
  'told.noOrganization': 'Cette entreprise n’existe pas.',
  'told.sayAbout': 'Dites en une ligne de quoi il s’agit.',
  'told.longTitle': 'C’est trop long pour un titre.',
  'told.teamBegins': 'Les sujets dans {category} sont ouverts par l’équipe.',
  'told.noTopic': 'Ce sujet n’existe pas.',
  'told.noPost': 'Ce message n’existe pas.',
  'told.noCategory': 'Cette catégorie n’existe pas.',
  'told.noCategories': 'Le forum n’a pas de catégorie.',
  'told.noArticle': 'Cette fiche n’existe pas, ou n’est plus publiée.',
  'told.locked': 'Ce sujet est verrouillé : on ne peut plus rien y écrire.',
  'told.closedThere': 'Il a été fermé là où il se trouve : on ne peut plus rien y écrire.',
  'told.askerSays': 'C’est à la personne qui a demandé de dire quelle réponse a aidé.',
  'told.onlyAnswer': 'Seule une réponse de ce sujet peut être sa solution.',
  'told.noLonger': 'Vous pouvez lire ici, mais plus écrire. Écrivez-nous si c’est une erreur.',
  'told.enoughHour':
    'C’est assez pour cette heure. Vos mots sont toujours dans le formulaire ; envoyez-les plus tard.',
  'told.enoughDay':
    'C’est assez de sujets pour une journée. Complétez un des vôtres, ou envoyez ceci demain.',
  'told.enoughVotes': 'C’est assez de voix pour une journée.',
  'told.yours': 'C’est le vôtre.',
  'told.saidSo': 'Vous l’avez déjà dit. Une personne va regarder.',
  'told.teamOwn': 'L’équipe fait cela parmi ses propres sujets.',
  'told.askerTicket': 'Seule la personne qui a demandé peut en faire une demande.',
  'told.notByCustomer': 'Ce n’est pas un client qui l’a demandé.',
  'told.paidTickets':
    'Ce sujet est aidé par la communauté. Les demandes font partie des forfaits payants.',
  'told.nameLength': 'Un nom a de 2 à 40 lettres.',
  'told.nameNoAddress':
    'Un nom n’est pas une adresse : tout le monde le voit, et votre adresse e-mail reste chez nous.',
  'told.nameSeen': 'Un nom est fait de lettres visibles.',
  'told.nameTaken': 'Quelqu’un porte déjà ce nom. Choisissez-en un autre.',
  'told.nameTeam': 'Ce nom appartient à l’équipe. Choisissez-en un autre.',
  'told.ownOnly': 'Seule la personne qui l’a écrit peut le modifier.',
  'told.ownDeleted': 'C’est déjà supprimé.',
  'told.ownHid': 'L’équipe l’a masqué. Écrivez-nous si c’est une erreur.',
  'told.ownLocked': 'Ce sujet est verrouillé : rien n’y change plus.',
  'told.ownDay':
    'Ce qui est resté un jour reste tel quel. Écrivez une réponse qui dit ce qui est nouveau.',
  'told.ownMonth':
    'Ce qui est resté un mois reste tel quel. Écrivez une réponse qui dit ce qui est nouveau.',
  'told.ownOften':
    'Cela a été modifié assez souvent. Écrivez une réponse qui dit ce qui est nouveau.',
  'told.ownMeanwhile':
    'Cela a été modifié entre-temps dans une autre fenêtre. Regardez-le d’abord à nouveau.',
  'told.ownElsewhere': 'Cela se trouve dans un autre forum : modifiez-le là-bas.',
  'told.categoryClosed': 'Rien de nouveau ne commence dans {name}.',
} satisfies ToldWords
