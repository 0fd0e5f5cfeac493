/** First names, folded, that many people in the Netherlands and Flanders have, and that are no word of a question about an illness. */
const FIRST_NAMES = new Set(
  `aisha ali alice amber amy andre andrea angela anita anja anke ann anna anne annelies annemarie annemiek annet anouk antoinette
    arjan arjen arno arthur astrid babette barbara bart bas bea bente bert bianca bob boris bram brecht brigitte carla carlijn
    carmen carolien caroline catharina cees celine charlotte chantal chris christa christel christiaan cindy claire claudia coen
    daan dagmar daniel danielle david debbie delphine denise dennis dieter dirk dominique dorien eddy edith edwin eline elisabeth
    elise elke ellen elly els elsa emiel emily emma eric erik esmee esther eva eveline evelien evi fatima fatma femke fenna fien
    finn fleur floor floris francis frank frans freek fred frederik gerard gerda gert gijs greet greta guido guus hanna hannah hanne
    hannelore hans harm harry heidi heleen helena hendrik henk henny herman hilde hugo ilona ilse imke ina ine ines inge ingeborg
    ingrid irene iris isa isabel ivo jaap jacqueline jan janneke jasmijn jasper jean jeanine jelle jennifer jeroen jesse jessica jet
    joanna johan johanna john joke jolanda jolien joost joris jos josephine joyce judith julia julie jurgen justin karel karen karin
    karlijn katja katrien kees kelly ken kevin kim klaas koen kristel kristien kristof lara laura laurens lena lennart leon leonie
    lien lies liesbeth lieve linda lisa lise lisette liza lotte louise luc lucas lucia luna maaike maarten madelon marc marcel
    margot margriet maria marian marie marieke marielle marije marijke marjan marjolein mark marleen marlies marloes martijn martin
    martine mathijs matthias maud maurice max melanie menno merel michael michel michelle michiel mieke miep mila milan mira
    mireille miriam mohamed monica monique nadia nadine naomi natalie nathalie nele nico nicole niek niels nienke nina noa noah noor
    nora olga olivia oscar pascal patricia paul paula pauline peter petra pia piet pieter pim quinten rachel ralph ramon rebecca
    rene renske ria richard rick rik rita rob robbe robert robin roel roger roland romy ronald rosa rosalie roxanne ruben rudi ruth
    ruud saar sabine sam samantha sander sandra sanne sara sarah sascha sebastiaan senna sien silke silvia simon simone sjoerd sofie
    sonja sophie stef stefan stefanie stephanie steven stijn suzanne sven sylvia tamara tanja ted tess tessa theo thijs thomas tijs
    tim tine tineke tinne tobias tom toon trees trui valerie vera veerle victor vincent wendy wilma wim wouter yasmin yasmine yvette
    yvonne`.split(/\s+/),
)

/** Whether a folded word is a common first name: by itself it names a private person and no body that could speak. */
export function isFirstName(word: string): boolean {
  return FIRST_NAMES.has(word)
}
