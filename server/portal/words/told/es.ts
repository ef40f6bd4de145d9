import type { ToldWords } from '../keys.ts'

export const told = {
  'plan.open': 'Aquí todo el mundo es bienvenido. Tenemos lo que escribió.',
  'plan.served': 'Tenemos lo que escribió, y el soporte {plan} se ocupa de ello.',
  'plan.served_grace':
    'Tenemos lo que escribió, y el soporte {plan} se ocupa de ello. Su plan duró hasta {ended}; seguimos ayudando hasta {until}, y quien lleva su cuenta le ayuda a renovarlo.',
  'plan.served_until_settled':
    'Tenemos lo que escribió, y el soporte {plan} se ocupa de ello. Queda abierta una cuestión sobre su plan; hasta que se aclare, nada cambia antes de {until}.',
  'plan.served_once':
    'Tenemos lo que escribió, y el soporte {plan} se ocupa de ello. Para que le conozcamos la próxima vez, pida a quien lleva sus contactos que le añada.',
  'plan.looked_at':
    'Tenemos lo que escribió, y una persona lo mira. Queda abierta una cuestión sobre su plan; quien lleva su cuenta puede decirle más.',
  'plan.begins':
    'Tenemos lo que escribió. Su plan {plan} empieza el {starts}; desde entonces se ocupa nuestro soporte. Hasta entonces la comunidad ayuda con gusto.',
  'plan.ended':
    'Tenemos lo que escribió. Su plan {plan} duró hasta {ended}. Renuévelo, o responda a este mensaje, y una persona sigue desde aquí. Hasta entonces la comunidad ayuda con gusto.',
  'plan.community':
    'A los planes gratuitos les ayuda la comunidad, donde también responde gente de nuestro equipo cuando puede.',
  'plan.unknown':
    'No hemos encontrado el plan de su empresa con esta dirección. ¿Tiene un plan de pago? Escriba desde su dirección de trabajo, o haga que le añadan. A todos les ayuda la comunidad, donde también responde gente de nuestro equipo cuando puede.',
  'plan.colleague':
    'Usted trabaja aquí: use la vía por la que se preguntan los colegas, y allí se atiende.',
  'plan.emergency_hours':
    'Tenemos lo que escribió, y lo vemos en el horario de su plan. Las noches y los fines de semana vienen con los planes que tienen soporte de emergencia; quien lleva su cuenta puede decirle más.',
  'plan.emergency_later':
    'Tenemos lo que escribió. Las emergencias de su plan {plan} despiertan a alguien en las horas que tiene; empiezan de nuevo {next}, y entonces lo ve una persona.',
  'told.wentWrong':
    'No nos ha llegado: el fallo es nuestro, no suyo. Sus palabras siguen abajo. Envíe otra vez, o llame.',
  'told.tooLong':
    'Es demasiado largo para este formulario. Envíe lo más importante; los archivos pueden seguir por correo.',
  'told.tooLongBack':
    'Es demasiado largo para este formulario. Envíe lo más importante; los archivos pueden seguir por correo. Vuelva atrás: su texto sigue ahí.',
  'told.isTooLong': 'Es demasiado largo.',
  'told.missing': 'Falta algo.',
  'told.tooMany': 'Demasiadas peticiones. Pruebe de nuevo en {after}.',
  'told.signIn': 'Inicie sesión primero.',
  'told.oldForm':
    'Este formulario es demasiado antiguo o no se hizo aquí. Vuelva atrás, cargue la página de nuevo y envíe otra vez.',
  'told.foreignForm': 'Este formulario lo envió otro sitio. Abra la página aquí y pulse de nuevo.',
  'told.writeFirst': 'Escriba algo primero.',
  'told.whatIsBroken': 'Diga en una línea qué está roto.',
  'told.longPhone': 'Es demasiado largo para un número de teléfono.',
  'told.noEmail': 'Falta su dirección de correo.',
  'told.badEmail': 'Eso no parece una dirección de correo.',
  'told.typeCode': 'Escriba las seis cifras del correo.',
  'told.raisedAlready':
    'Esta emergencia ya está comunicada: su página está en su correo. Para otra, pida un código nuevo.',
  'told.wrongCode': 'Ese código no vale. Mire el correo más reciente, o pida otro código.',
  'told.usedCode': 'Ese código no vale o ya se usó. Mire el correo más reciente, o pida otro.',
  'told.enoughCodes':
    'Por ahora se han enviado bastantes códigos a esta dirección. Use el último, o llámenos.',
  'told.enoughLinks':
    'Por ahora se han enviado bastantes enlaces a esta dirección. Use el correo más reciente.',
  'told.enoughMails':
    'Por ahora se han enviado bastantes correos a esta dirección. Use el enlace del último.',
  'told.emergencyLinkCut':
    'Este enlace de emergencia no es nuestro, o está cortado. Use su dirección de correo.',
  'told.emergencyLinkOld':
    'Este enlace de emergencia fue sustituido por uno más nuevo. Use su dirección de correo, o pida el enlace nuevo a un colega.',
  'told.linkCut': 'Este enlace no es nuestro, o está cortado.',
  'told.signInLinkCut': 'Este enlace no es nuestro, o está cortado. Pida uno nuevo.',
  'told.linkUsed': 'Este enlace se usó el {time}. Pida uno nuevo.',
  'told.linkOld': 'Este enlace valía hasta {time}. Pida uno nuevo.',
  'told.linkOver':
    'Este enlace ya no vale: la persona para quien se hizo no puede escribir ahí ahora.',
  'told.draftOld': 'Este enlace es demasiado antiguo: su contenido se olvidó. Escríbalo de nuevo.',
  'told.nothingHere': 'En este enlace ya no hay nada.',
  'told.nothing': 'Aquí no hay nada.',
  'told.noPage': 'No existe tal página.',
  'told.noThatPage': 'Esa página no existe.',
  'told.noFile': 'No existe tal archivo.',
  'told.noLogo': 'No hay logotipo.',
  'told.noCall': 'Todavía no hay llamada que cambiar.',
  'told.noContact': 'Ese contacto ya no existe.',
  'told.noTicket': 'La solicitud #{number} no existe, o usted no puede verla.',
  'told.isClosed':
    'La solicitud #{number} está cerrada. Escríbanos por correo, o comunique una nueva emergencia.',
  'told.closed': 'Esta solicitud está cerrada. Escriba en ella para seguir.',
  'told.readOnly': 'Puede leer esta solicitud. Pida a quien la abrió que le incluya.',
  'told.emergencyOpen':
    'Esta emergencia está abierta. Diga en su página que ha terminado, y la cerramos con usted.',
  'told.notOfTicket':
    '{email} no pertenece al cliente de esta solicitud. El cliente puede poner esa dirección en copia.',
  'told.pressOne': 'Pulse una de las dos.',
  'told.manageOnly': 'Solo pueden hacerlo quienes llevan los contactos de su empresa.',
  'told.notYourself':
    'No puede quitarse a sí mismo. Pídalo a un colega que lleve los contactos, o a nosotros.',
  'told.somebodyStays': 'Alguien tiene que llevar los contactos: encárguelo antes a un colega.',
  'told.room': 'Su plan tiene sitio para {limit} contactos. Quite antes a alguien.',
  'told.noContactOfYours': 'Esta dirección no puede ser un contacto suyo.',
  'told.askedToday':
    'Hoy se ha invitado a {count} colegas. Invite a los demás mañana, o pregúntenos.',
  'told.noOrganization': 'No existe tal empresa.',
  'told.sayAbout': 'Diga en una línea de qué se trata.',
  'told.longTitle': 'Es demasiado largo para un título.',
  'told.teamBegins': 'Los temas de {category} los abre el equipo.',
  'told.noTopic': 'No existe tal tema.',
  'told.noPost': 'No existe tal mensaje.',
  'told.noCategory': 'No existe tal categoría.',
  'told.noCategories': 'El foro no tiene categorías.',
  'told.noArticle': 'No existe tal artículo, o ya no está publicado.',
  'told.locked': 'Este tema está cerrado: ya no se puede escribir en él.',
  'told.closedThere': 'Se cerró allí donde está: ya no se puede escribir en él.',
  'told.askerSays': 'Quien preguntó dice qué respuesta ayudó.',
  'told.onlyAnswer': 'Solo una respuesta de este tema puede ser su solución.',
  'told.noLonger': 'Puede leer aquí, pero ya no escribir. Escríbanos si es un error.',
  'told.enoughHour':
    'Es suficiente por esta hora. Sus palabras siguen en el formulario; envíelas más tarde.',
  'told.enoughDay':
    'Son suficientes temas para un día. Amplíe uno de los suyos, o envíe esto mañana.',
  'told.enoughVotes': 'Son suficientes votos para un día.',
  'told.yours': 'Ese es suyo.',
  'told.saidSo': 'Ya lo dijo. Una persona lo mirará.',
  'told.teamOwn': 'El equipo hace esto entre sus propios temas.',
  'told.askerTicket': 'Solo quien preguntó puede convertirlo en solicitud.',
  'told.notByCustomer': 'No lo preguntó un cliente.',
  'told.paidTickets':
    'En este tema ayuda la comunidad. Las solicitudes vienen con un plan de pago.',
  'told.nameLength': 'Un nombre tiene de 2 a 40 letras.',
  'told.nameNoAddress':
    'Un nombre no es una dirección: todos lo ven, y su dirección de correo se queda con nosotros.',
  'told.nameSeen': 'Un nombre tiene letras que se ven.',
  'told.nameTaken': 'Alguien ya usa ese nombre. Elija otro.',
  'told.nameTeam': 'Ese nombre es del equipo. Elija otro.',
  'told.ownOnly': 'Solo quien lo escribió puede cambiarlo.',
  'told.ownDeleted': 'Ya está eliminado.',
  'told.ownHid': 'El equipo lo ocultó. Escríbanos si es un error.',
  'told.ownLocked': 'Este tema está cerrado: ya nada cambia en él.',
  'told.ownDay': 'Lo que estuvo un día queda como está. Escriba una respuesta que diga lo nuevo.',
  'told.ownMonth': 'Lo que estuvo un mes queda como está. Escriba una respuesta que diga lo nuevo.',
  'told.ownOften': 'Ya se cambió bastantes veces. Escriba una respuesta que diga lo nuevo.',
  'told.ownMeanwhile': 'Se cambió entretanto en otra ventana. Mírelo primero otra vez.',
  'told.ownElsewhere': 'Está en otro foro: cámbielo allí.',
  'told.categoryClosed': 'En {name} ya no se empieza nada nuevo.',
} satisfies ToldWords
